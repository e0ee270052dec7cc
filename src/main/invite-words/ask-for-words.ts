import { readWords } from '../../../protocol/invite-words/invite-words.ts'
import type { AskedWords, FoundSpace } from '../../../shared/ipc/schemas.ts'
import { originOfPlace } from '../spaces/other-addresses.ts'
import { createKeyMaker, type KeyMaker, proveWordsTo } from './prove-words.ts'

/** Of the spaces around so many are asked, all at once: nobody keeps others waiting by saying nothing. */
const MOST_SPACES = 24
const MOST_ADDRESSES = 3
/** With all of them together: milliseconds. */
const PATIENCE = 20_000
/** Tries in so many milliseconds: somebody who mistypes does not notice, somebody who guesses gets nowhere. */
const TRIES = 5
const WITHIN = 60_000

type Known = Extract<AskedWords, { status: 'known' }>

export interface WordsAsker {
  ask(words: string): Promise<AskedWords>
}

/** Asks the spaces that are around which of them knows an invite's words. */
export function createWordsAsker(
  found: () => readonly FoundSpace[],
  now: () => number = Date.now,
  patience = PATIENCE,
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
      return askAll(found().slice(0, MOST_SPACES), words, patience)
    },
  }
}

/** The first that knows them is enough: the others are let go of. */
async function askAll(
  spaces: readonly FoundSpace[],
  words: string,
  patience: number,
): Promise<AskedWords> {
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(), patience)
  const asking = { words, keyOf: createKeyMaker(), signal: over.signal }
  const counts = { asked: 0, silent: 0 }
  let known: Known | null = null

  async function ask(space: FoundSpace): Promise<void> {
    const answer = await askOne(space, asking)
    if (answer === 'silent') counts.silent += 1
    else counts.asked += 1
    if (typeof answer !== 'object') return
    known ??= answer
    over.abort()
  }

  await Promise.all(spaces.map(ask))
  clearTimeout(timer)
  return known ?? { status: 'unknown', ...counts }
}

type Asking = { words: string; keyOf: KeyMaker; signal: AbortSignal }

/** At the first of its addresses where it is really that space. */
async function askOne(space: FoundSpace, asking: Asking): Promise<Known | 'no' | 'silent'> {
  const origins = space.addresses.flatMap((place) => originOfPlace(place) ?? [])
  for (const url of origins.slice(0, MOST_ADDRESSES)) {
    if (asking.signal.aborted) break
    try {
      const invite = await proveWordsTo({ origin: url, fingerprint: space.fingerprint }, asking)
      return invite === null ? 'no' : { status: 'known', space, url, invite }
    } catch {
      // The next address may lead there.
    }
  }
  return 'silent'
}
