const PAUSE = 700

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/**
 * Finds by the first letters as they are typed one after another: `find` answers the index of the
 * next name that begins with them, from `here` on and round; null where none does. Pressing one letter
 * again and again goes through all that begin with it.
 */
export function createTypeAhead(now: () => number = Date.now) {
  let typed = ''
  let last = 0

  return {
    find(letter: string, names: readonly string[], here: number): number | null {
      typed = now() - last > PAUSE ? letter : typed + letter
      last = now()
      const wanted = fold(typed)
      const repeats = [...wanted].every((character) => character === wanted[0])
      const start = repeats ? here + 1 : here
      const prefix = repeats ? wanted[0]! : wanted
      for (let step = 0; step < names.length; step += 1) {
        const index = (start + step + names.length) % names.length
        if (fold(names[index]!).startsWith(prefix)) return index
      }
      return null
    },
  }
}
