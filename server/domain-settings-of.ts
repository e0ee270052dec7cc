import type { Fingerprint } from '../protocol/index.ts'
import type { Config } from './config.ts'
import { defaultSettings, type Backoff, type DomainSettings } from './domain/domain-settings.ts'
import { version } from './version.ts'

const DAY = 86_400_000

type Chosen = Pick<
  Config,
  | 'firstPerson'
  | 'registrationRate'
  | 'sessionIdle'
  | 'writeRate'
  | 'wrongByAddress'
  | 'wrongByName'
>

/** The domain's settings, from what the operator chose and what is usual. */
export function domainSettingsOf(
  config: Chosen,
  name: string,
  fingerprint: Fingerprint | null = null,
): DomainSettings {
  const { firstPerson, registrationRate, sessionIdle, writeRate } = config
  const { sessions, wrongByAddress, wrongByName } = defaultSettings
  const idle = sessionIdle === 0 ? Infinity : sessionIdle * DAY
  return {
    ...defaultSettings,
    space: { name, version, registration: 'anyone', fingerprint },
    firstPerson,
    sessions: {
      ...sessions,
      idle,
      // Far more often than it would expire, so that no device in use does.
      noteSeen: Math.min(sessions.noteSeen, idle / 10),
      noteConnected: Math.min(sessions.noteConnected, idle / 10),
    },
    writes: rateOf(writeRate, 4),
    registrations: rateOf(registrationRate / 60, 600),
    wrongByName: allowing(config.wrongByName, wrongByName),
    wrongByAddress: allowing(config.wrongByAddress, wrongByAddress),
  }
}

function rateOf(perSecond: number, seconds: number): DomainSettings['writes'] {
  if (perSecond === 0) return null
  return { burst: Math.ceil(perSecond * seconds), perSecond }
}

/** Who may be wrong more often is forgiven faster, in the same time altogether. */
function allowing(free: number, usual: Backoff): Backoff {
  if (free === 0) return { ...usual, free: Infinity }
  return { ...usual, free, forgive: (usual.forgive * usual.free) / free }
}
