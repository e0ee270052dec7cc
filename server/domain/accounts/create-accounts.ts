import { Refused } from '../../../protocol/index.ts'
import type { DomainDeps } from '../domain.ts'
import { Backoffs } from '../rates/backoffs.ts'
import { TokenBuckets } from '../rates/token-buckets.ts'
import type { AccountPorts } from './account-ports.ts'
import type { Accounts } from './accounts.ts'
import { authenticate, noteConnected } from './authenticate.ts'
import { changePassword } from './change-password.ts'
import { endSessions } from './end-sessions.ts'
import { listSessions } from './list-sessions.ts'
import { register } from './register.ts'
import { SeenNotes } from './seen-notes.ts'
import { signIn } from './sign-in.ts'

export type AccountDeps = DomainDeps & Pick<AccountPorts, 'devices' | 'door'>

export function createAccounts(deps: AccountDeps): Accounts {
  const { devices, storage, clock, steadyClock = clock, logger, settings } = deps
  const notes = new SeenNotes(storage.sessions, logger)
  const ports: AccountPorts = {
    ...deps,
    registrations: new TokenBuckets(settings.registrations, clock),
    wrongByName: new Backoffs(settings.wrongByName, steadyClock),
    wrongByAddress: new Backoffs(settings.wrongByAddress, steadyClock),
  }
  return {
    register: (request) => register(ports, request),
    signIn: (request) => signIn(ports, request),
    authenticate: (token, options) => authenticate(ports, notes, token, options),
    connected: (callers) => noteConnected(ports, notes, callers),
    changePassword: (caller, change) => changePassword(ports, caller, change),
    forget: (sessions) => devices.forget(sessions),

    async signOut({ user, session }) {
      await storage.sessions.delete(user, session)
      endSessions(ports, [session])
    },

    sessions: (caller) => listSessions(ports, caller),

    async revoke({ user }, session) {
      if (!(await storage.sessions.delete(user, session))) {
        throw new Refused('not_found', 'You have no such device', { field: 'params.session' })
      }
      endSessions(ports, [session])
    },
  }
}
