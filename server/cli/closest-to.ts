/** " Did you mean …?" where one of the known words is near enough; else nothing. */
export function closestTo(word: string, known: readonly string[]): string {
  const near = known
    .map((candidate) => ({ candidate, distance: distance(word, candidate) }))
    .filter((one) => one.distance <= Math.max(2, Math.floor(one.candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance)[0]
  return near ? `. Did you mean ${near.candidate}?` : ''
}

/** Letters to insert, delete or replace on the way from one word to the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [done, letter] of [...from].entries()) {
    const next = [done + 1]
    for (let index = 0; index < to.length; index++) {
      const replaced = row[index]! + (to[index] === letter ? 0 : 1)
      next.push(Math.min(replaced, row[index + 1]! + 1, next[index]! + 1))
    }
    row = next
  }
  return row[to.length]!
}
