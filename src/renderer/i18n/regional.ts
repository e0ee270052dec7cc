/**
 * A language as the person's system writes it: `en` becomes `en-GB` for someone in Britain, so that
 * times and dates look as they are used to.
 */
export function regionalTag(language: string, wanted: readonly string[]): string {
  return wanted.find((tag) => tag.split('-')[0]?.toLowerCase() === language) ?? language
}
