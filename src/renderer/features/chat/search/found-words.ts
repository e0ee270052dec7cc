/** A piece of text, and whether it is one of the words that were searched for. */
export type Piece = { text: string; found: boolean }

const AROUND = 60
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

function words(query: string): string[] {
  return fold(query).match(/[\p{L}\p{N}]+/gu) ?? []
}

/** The text word by word, with those marked that begin with a word of the query; case and accents folded. */
export function foundWords(text: string, query: string): Piece[] {
  const wanted = words(query)
  const pieces: Piece[] = []
  for (const [piece] of text.matchAll(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+/gu)) {
    const folded = fold(piece)
    const found = wanted.some((word) => folded.startsWith(word))
    const last = pieces.at(-1)
    if (last && last.found === found) last.text += piece
    else pieces.push({ text: piece, found })
  }
  return pieces
}

/** What of a text is shown of a hit: the first found word with what is around it. */
export function excerpt(text: string, query: string, longest = 180): Piece[] {
  const pieces = foundWords(text, query)
  const first = pieces.findIndex(({ found }) => found)
  const before = pieces
    .slice(0, Math.max(first, 0))
    .reduce((length, piece) => length + piece.text.length, 0)
  const skip = before > AROUND ? text.indexOf(' ', before - AROUND) + 1 : 0
  if (skip === 0 && text.length <= longest) return pieces
  const part = text.slice(skip, skip + longest)
  const cut = `${skip > 0 ? '… ' : ''}${part}${skip + longest < text.length ? '…' : ''}`
  return foundWords(cut, query)
}
