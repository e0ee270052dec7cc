import { settings, type Config } from '../config.ts'
import { atSpace } from '../control/at-space.ts'
import { invite } from './invite.ts'

const FIRST_NOTE = 'First start'

/**
 * For a person at a terminal, once their server runs: an invite while nobody has registered, since
 * whoever comes first administers; afterwards how others are let in.
 */
export async function tellWayIn(config: Config): Promise<void> {
  if (config.storage === 'memory') return
  const people = await atSpace(config, 'people', {})
  if (people.length > 0) {
    console.log(`  To let somebody in:  parley-server invite${dataFlag(config)}\n`)
    return
  }
  console.log(
    '  Nobody has registered yet. Whoever does so first administers the space: be it you.',
  )
  await invite(config, { uses: 1, days: 1, note: FIRST_NOTE })
}

function dataFlag({ data }: Config): string {
  return data === settings.data.fallback ? '' : ` --data ${data}`
}
