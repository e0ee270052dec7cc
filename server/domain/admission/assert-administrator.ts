import { Refused } from '../../../protocol/index.ts'
import type { AdmissionStore } from '../../storage/storage.ts'
import type { Authority } from './admission.ts'

/** @throws Refused `forbidden` */
export async function assertAdministrator(
  admission: Pick<AdmissionStore, 'isAdministrator'>,
  by: Authority,
): Promise<void> {
  if (by === 'operator' || (await admission.isAdministrator(by.user))) return
  throw new Refused('forbidden', 'Only those who administer the space may do this')
}
