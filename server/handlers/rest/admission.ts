import type { Domain } from '../../domain/domain.ts'
import type { RestHandlers } from './rest-handler.ts'

type AdmissionHandlers = Pick<
  RestHandlers,
  'waiting' | 'approve' | 'refuse' | 'administrators' | 'makeAdministrator' | 'dismissAdministrator'
>

export function admissionHandlers({ admission }: Domain): AdmissionHandlers {
  return {
    async waiting({ caller }) {
      return { people: await admission.waiting(caller) }
    },
    async approve({ caller, params }) {
      return { user: await admission.approve(caller, params.user) }
    },
    async refuse({ caller, params }) {
      await admission.refuse(caller, params.user)
      return {}
    },
    async administrators() {
      return { users: await admission.administrators() }
    },
    async makeAdministrator({ caller, params }) {
      return { user: await admission.setAdministrator(caller, params.user, true) }
    },
    async dismissAdministrator({ caller, params }) {
      return { user: await admission.setAdministrator(caller, params.user, false) }
    },
  }
}
