const LONGEST = 2_000

/**
 * A message on one line without its marks, for the list, quotes and notifications. It need not be
 * right about every mark, only short and readable; the whole message is what the timeline shows.
 */
export function plainText(markdown: string, longest = 280): string {
  const text = markdown
    .slice(0, Math.max(LONGEST, longest * 2))
    .replace(/^[ \t]*(?:```|~~~)[^\n]*$/gm, ' ')
    .replace(/^[ \t]*(?:>[ \t]?|#{1,6}[ \t]+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)+/gm, '')
    .replace(/^[ \t]*\|?[ \t:|-]*-{2,}[ \t:|-]*$/gm, ' ')
    .replace(/^[ \t]*\|(.*)\|[ \t]*$/gm, (_, cells: string) => cells.replaceAll('|', ' · '))
    .replace(/!?\[([^[\]\n]{1,300})\]\([^()\s]{1,500}\)/g, '$1')
    .replace(/(\*\*|~~|`)(?=\S)([^*~`\n]{1,500}?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*\n]{1,500}?)(?<=\S)\*(?![\w*])/g, '$1')
    .replace(/(?<![\w_])_(?=\S)([^_\n]{1,500}?)(?<=\S)_(?![\w_])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
  return text.length > longest ? `${cutWhole(text, longest - 1)}…` : text
}

/** The first `length` units, without half of a surrogate pair at the end. */
function cutWhole(text: string, length: number): string {
  const last = text.charCodeAt(length - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length).trimEnd()
}
