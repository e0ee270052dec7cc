import type { Domain } from '../../domain/domain.ts'
import type { RestHandlers } from './rest-handler.ts'

type InviteHandlers = Pick<
  RestHandlers,
  'invites' | 'createInvite' | 'revokeInvite' | 'codeChallenge' | 'codeProof'
>

export function inviteHandlers({ admission }: Domain): InviteHandlers {
  return {
    async invites({ caller }) {
      return { invites: await admission.invites(caller) }
    },
    createInvite: ({ caller, body }) => admission.createInvite(caller, body),
    async revokeInvite({ caller, params }) {
      await admission.revokeInvite(caller, params.invite)
      return {}
    },
    codeChallenge: ({ address }) => admission.challenge({ address }),
    codeProof: ({ address, body }) => admission.prove({ ...body, address }),
  }
}
