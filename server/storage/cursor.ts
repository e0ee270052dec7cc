/** Where a list sorted by text went on: the last item's key, and its id among those of the same key. */
export type TextCursor = { key: string; id: string }

/** Longest key in a cursor: cut, an item may come twice at a page's edge but none is left out. */
const LONGEST_KEY = 150

export function encodeTextCursor({ key, id }: TextCursor): string {
  return `${id} ${key.slice(0, LONGEST_KEY)}`
}

/** Null where the cursor is not one of ours: the list starts over. */
export function decodeTextCursor(cursor: string | undefined): TextCursor | null {
  const space = cursor?.indexOf(' ') ?? -1
  if (cursor === undefined || space < 1) return null
  return { id: cursor.slice(0, space), key: cursor.slice(space + 1) }
}

/** Reads a cursor of so many whole numbers; null where it is not one of ours. */
export function decodeNumberCursor(cursor: string | undefined, count: number): number[] | null {
  const numbers = (cursor ?? '')
    .split('.')
    .map((part) => (/^\d{1,15}$/.test(part) ? Number(part) : -1))
  return numbers.length === count && !numbers.includes(-1) ? numbers : null
}
