/**
 * A flag, a keycap, or pictographs joined by zero-width joins, each with its variation, skin or tags. The
 * newest ones too: what a later Unicode calls a pictograph was set aside for it long before.
 */
const PICTOGRAPH = '\\p{ExtPict}[\\ufe0e\\ufe0f]?\\p{EMod}?(?:[\\u{e0020}-\\u{e007e}]+\\u{e007f})?'
const EMOJI = new RegExp(
  `^(?:\\p{RI}{2}|\\p{EMod}|[0-9#*]\\ufe0f?\\u20e3|${PICTOGRAPH}(?:\\u200d${PICTOGRAPH})*)$`,
  'u',
)

/** Whether a text is one emoji and nothing else. */
export function isEmoji(text: string): boolean {
  return EMOJI.test(text)
}
