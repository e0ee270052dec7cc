const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** Whether a text speaks to someone: `@` and one of their names, which ends there. */
export function mentions(text: string, names: readonly string[]): boolean {
  if (!text.includes('@')) return false
  return names.some(
    (name) =>
      name !== '' &&
      new RegExp(String.raw`(?<![\p{L}\p{N}_])@${escaped(name)}(?![\p{L}\p{N}_])`, 'iu').test(text),
  )
}
