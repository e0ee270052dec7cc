const MOST_CHARACTERS = 1_600
const MOST_LINES = 22

/** Whether a message is folded until the person asks for the whole of it. */
export function isLong(text: string): boolean {
  if (text.length > MOST_CHARACTERS) return true
  let lines = 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    lines += 1
    if (lines > MOST_LINES) return true
  }
  return false
}
