import type { Domain } from '../../domain/domain.ts'
import type { RestHandlers } from './rest-handler.ts'

type MeHandlers = Pick<RestHandlers, 'me' | 'updateMe' | 'setPicture' | 'removePicture'>

export function meHandlers({ people }: Domain): MeHandlers {
  return {
    async me({ caller }) {
      return { user: await people.me(caller) }
    },
    async updateMe({ caller, body }) {
      return { user: await people.update(caller, body) }
    },
    async setPicture({ caller, bytes }) {
      return { user: await people.setPicture(caller, bytes) }
    },
    async removePicture({ caller }) {
      return { user: await people.removePicture(caller) }
    },
  }
}
