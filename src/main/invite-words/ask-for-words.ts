import { readWords } from '../../../protocol/invite-words/invite-words.ts'
import type { AskedWords, FoundSpace } from '../../../shared/ipc/schemas.ts'
import { originOfPlace } from '../spaces/other-addresses.ts'
import { proveWordsTo } from './prove-words.ts'

/** Of the spaces around so many are asked, so many at a time: each takes 64 MB and a fifth of a second. */
const MOST_SPACES = 24
const AT_ONCE = 2
const MOST_ADDRESSES = 3
const PATIENCE = 5_000
/** Tries in so many milliseconds: somebody who mistypes does not notice, somebody who guesses gets nowhere. */
const TRIES = 5
const WITHIN = 60_000

type Known = Extract<AskedWords, { status: 'known' }>

export interface WordsAsker {
  ask(words: string): Promise<AskedWords>
}

/** Asks the spaces that are around, one after the other, which of them knows an invite's words. */
export function createWordsAsker(
  found: () => readonly FoundSpace[],
  now: () => number = Date.now,
): WordsAsker {
  let tries: number[] = []

  return {
    async ask(typed) {
      tries = tries.filter((at) => now() - at < WITHIN)
      if (tries.length >= TRIES) {
        const seconds = Math.max(1, Math.ceil((tries[0]! + WITHIN - now()) / 1000))
        return { status: 'too-fast', seconds }
      }
      const { words } = readWords(typed)
      if (words === null) return { status: 'unknown', asked: 0, silent: 0 }
      tries.push(now())
      return askAll(found().slice(0, MOST_SPACES), words)
    },
  }
}

async function askAll(spaces: readonly FoundSpace[], words: string): Promise<AskedWords> {
  const left = [...spaces]
  const counts = { asked: 0, silent: 0 }
  let known: Known | null = null

  async function askNext(): Promise<void> {
    for (let space = left.shift(); space && !known; space = left.shift()) {
      const answer = await askOne(space, words)
      if (answer === 'silent') counts.silent += 1
      else counts.asked += 1
      if (typeof answer === 'object') known ??= answer
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, askNext))
  return known ?? { status: 'unknown', ...counts }
}

/** At the first of its addresses where it is really that space. */
async function askOne(space: FoundSpace, words: string): Promise<Known | 'no' | 'silent'> {
  const origins = space.addresses.flatMap((place) => originOfPlace(place) ?? [])
  for (const url of origins.slice(0, MOST_ADDRESSES)) {
    try {
      const asked = { origin: url, fingerprint: space.fingerprint }
      const invite = await proveWordsTo(asked, words, AbortSignal.timeout(PATIENCE))
      return invite === null ? 'no' : { status: 'known', space, url, invite }
    } catch {
      // The next address may lead there.
    }
  }
  return 'silent'
}
