import type { Domain } from '../../domain/domain.ts'
import type { RestHandlers } from './rest-handler.ts'

export function spaceHandlers({ space }: Domain): Pick<RestHandlers, 'space'> {
  return { space: () => space() }
}
