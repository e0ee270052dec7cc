import type { Domain } from '../../domain/domain.ts'
import type { RestHandlers } from './rest-handler.ts'

type SessionHandlers = Pick<
  RestHandlers,
  'register' | 'signIn' | 'signOut' | 'sessions' | 'revokeSession' | 'changePassword'
>

export function sessionHandlers({ accounts }: Domain): SessionHandlers {
  return {
    register: ({ body, address, isLocal }) => accounts.register({ ...body, address, isLocal }),
    signIn: ({ body, address }) => accounts.signIn({ ...body, address }),
    async signOut({ caller }) {
      await accounts.signOut(caller)
      return {}
    },
    async sessions({ caller }) {
      return { sessions: await accounts.sessions(caller) }
    },
    async revokeSession({ caller, params }) {
      await accounts.revoke(caller, params.session)
      return {}
    },
    async changePassword({ caller, body, address }) {
      await accounts.changePassword(caller, { ...body, address })
      return {}
    },
  }
}
