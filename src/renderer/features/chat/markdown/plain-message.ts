/** Nothing but these could make a message rich. Most messages hold none of them. */
const RICH = /[\\`*_~[\]<|#@]|:\/\/|www\.|^[ \t]*(?:[-+>]|\d+[.)])|---/im

/** Whether a message may be more than its letters, so that it has to be read as Markdown. */
export function isRich(text: string): boolean {
  return RICH.test(text)
}

/** The paragraphs of a message that is not rich; their lines end in `\n`. */
export function paragraphsOf(text: string): string[] {
  return text.trim().split(/\n[ \t]*\n\s*/)
}
