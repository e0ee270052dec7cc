import type { Domain } from '../../domain/domain.ts'
import type { RestHandlers } from './rest-handler.ts'

type SpaceHandlers = Pick<RestHandlers, 'space' | 'updateSpace'>

export function spaceHandlers({ admission }: Domain): SpaceHandlers {
  return {
    space: () => admission.space(),
    async updateSpace({ caller, body }) {
      await admission.setPolicy(caller, body.registration)
      return {}
    },
  }
}
