import type { Connection } from '../../../../client/space-client.ts'
import type { Refusal } from '../../../../protocol/errors.ts'
import type { SpaceTrust } from '../../../../shared/ipc/schemas.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import type { Blanks } from '../../i18n/use-text.ts'
import { refusalWords } from '../refusals/refusal-words.ts'

type Saying = { key: MessageKey; blanks: Blanks }

/** What the connection bar says, or null where all is well. */
export type ConnectionWords = {
  tone: 'info' | 'warn' | 'bad'
  text: Saying
  /** What waits, or what is safe. */
  details: Saying[]
  action: 'retry' | 'sign-in' | 'trust' | null
  /** Worth saying only once it has lasted: most losses are over in a moment. */
  patient: boolean
}

const say = (key: MessageKey, blanks: Blanks = {}): Saying => ({ key, blanks })

const waiting = ({ unsent }: Connection): Saying[] =>
  unsent > 0 ? [say('frame.connection.waiting', { count: unsent })] : []

/** Under this much waiting the bar does not count down: it would only flicker. */
const WORTH_COUNTING = 4000

function refusedWords(connection: Connection): ConnectionWords {
  const details = [say('frame.connection.lastKnown'), ...waiting(connection)]
  const base = { tone: 'bad', details, action: null, patient: false } as const
  switch (connection.reason) {
    case 'session_ended':
    case 'not_admitted':
      return { ...base, text: say('frame.connection.signedOut'), action: 'sign-in' }
    case 'unsupported_version':
      return { ...base, text: say('frame.connection.tooOld') }
    default:
      return { ...base, text: say('frame.connection.unreachable') }
  }
}

export type Surroundings = {
  now: number
  /** What the system says of the network at all. */
  online: boolean
  /** The space is not who it should be. */
  wrongKey?: SpaceTrust | null
  /** The space is served by this device: its troubles are this person's to mend. */
  isOwn?: boolean
}

function troubleWords(trouble: Refusal, isOwn: boolean): Saying {
  if (isOwn && trouble.code === 'storage_full') return say('hosting.problem.full')
  const { key, blanks } = refusalWords(trouble)
  return say(key, blanks)
}

export function connectionWords(
  connection: Connection,
  { now, online, wrongKey, isOwn = false }: Surroundings,
): ConnectionWords | null {
  const { phase, retryAt, trouble } = connection
  // Who waits to be let in sees nothing but that.
  if (phase === 'signed-out' || phase === 'admission') return null
  if (phase === 'refused') return refusedWords(connection)
  const details = waiting(connection)
  if (wrongKey) {
    const text = say(wrongKey.pinned ? 'trust.bar' : 'trust.barUnknown')
    return { tone: 'bad', text, details, action: 'trust', patient: false }
  }
  if (phase === 'online') {
    if (!trouble) return null
    const text = troubleWords(trouble, isOwn)
    return { tone: 'warn', text, details, action: null, patient: true }
  }
  if (phase === 'connecting') {
    const text = say('frame.connection.connecting')
    return { tone: 'info', text, details, action: null, patient: true }
  }
  if (!online) {
    const text = say('frame.connection.offline')
    return { tone: 'warn', text, details, action: null, patient: true }
  }
  const left = retryAt === null ? 0 : retryAt - now
  if (phase === 'waiting' && left >= WORTH_COUNTING) {
    const seconds = Math.ceil(left / 1000)
    return {
      tone: 'warn',
      text: say('frame.connection.unreachable'),
      details: [...details, say('frame.connection.retryIn', { seconds })],
      action: 'retry',
      patient: true,
    }
  }
  const text = say('frame.connection.reconnecting')
  return { tone: 'warn', text, details, action: null, patient: true }
}
