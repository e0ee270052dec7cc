import type { Messages } from '../../messages.ts'
import { admission } from './admission.ts'
import { chat } from './chat.ts'
import { doctor } from './doctor.ts'
import { errors } from './errors.ts'
import { frame } from './frame.ts'
import { groups } from './groups.ts'
import { hosting } from './hosting.ts'
import { joining } from './joining.ts'
import { onboarding } from './onboarding.ts'
import { people } from './people.ts'
import { settings } from './settings.ts'
import { trust } from './trust.ts'

export const de: Messages = {
  admission,
  chat,
  doctor,
  errors,
  frame,
  groups,
  hosting,
  joining,
  onboarding,
  people,
  settings,
  trust,
}
