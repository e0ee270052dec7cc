const MOST = 6
const EMOJI = new RegExp(String.raw`^(?:\p{RGI_Emoji}\ufe0f?\s*){1,${MOST}}$`, 'v')
/** Longest text that could be so few emoji: sequences of families and flags are long. */
const LONGEST = 120

/** Whether a message is nothing but a few emoji, which are shown large. */
export function isEmojiOnly(text: string): boolean {
  return text.length <= LONGEST && EMOJI.test(text.trim())
}
