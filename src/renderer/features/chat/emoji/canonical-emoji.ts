const RGI = new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v')

/**
 * The one way to write an emoji: without the selector that some sources add to emoji that need none,
 * or the same reaction would be counted twice.
 */
export function canonicalEmoji(emoji: string): string {
  const bare = emoji.replaceAll('\ufe0f', '')
  return RGI.test(bare) ? bare : emoji
}
