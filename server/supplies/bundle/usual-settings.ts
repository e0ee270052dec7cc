import { networkInterfaces } from 'node:os'
import { everyAddress } from '../../../shared/server/every-address.ts'
import { included } from '../../../shared/server/included.ts'

/** Who puts the one file on a machine wants others to come in, and browsers too. */
export const usualSettings: { host: string; web: string | null } = {
  host: everyAddress(networkInterfaces()),
  web: included,
}
