import { settings, type Config } from '../config.ts'
import { atSpace } from '../control/at-space.ts'
import { startedAs } from '../supplies/source/started-as.ts'
import { showInvite } from './invite.ts'
import { quoted } from './quoted.ts'

/**
 * For a person at a terminal, once their server runs: an invite while nobody has registered, since
 * whoever comes first administers; afterwards how others are let in. Where nobody can register, that.
 */
export async function tellWayIn(config: Config): Promise<void> {
  if (config.storage === 'memory') return
  const people = await atSpace(config, 'people', {})
  const isClosed = (await atSpace(config, 'registration', {})) === 'closed'
  if (people.length > 0) return console.log(`  ${isClosed ? SHUT : howOthersComeIn(config)}\n`)
  if (isClosed) return console.log(`  ${SHUT_EMPTY}\n`)
  console.log(
    '  Nobody has registered yet. Whoever does so first administers the space: be it you.',
  )
  showInvite(await atSpace(config, 'firstInvite', {}))
}

const SHUT = 'Nobody else can register now; "Space" in an administrator’s settings changes that.'
const SHUT_EMPTY =
  'Nobody has registered yet, and nobody can: start it once with --registration invite.'

function howOthersComeIn({ data }: Config): string {
  const where = data === settings.data.fallback ? '' : ` --data ${quoted(data)}`
  return `To let somebody in:  ${startedAs()} invite${where}`
}
