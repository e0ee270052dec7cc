import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parseInviteLink, type InviteLink } from '../../protocol/index.ts'
import { readConfig, type Given } from '../config.ts'
import { openSpace } from '../open-space.ts'
import { createLogger } from '../observability/logger.ts'
import { temporaryFolder } from '../test/temporary-folder.ts'
import { atSpace } from './at-space.ts'

const fixtures = join(import.meta.dirname, '../security/certificate/fixtures')
const logger = createLogger('silent')

/** What the link of an invite says that is made where no server has the folder. */
async function invited(flags: Given): Promise<{ link: InviteLink; own: string }> {
  const data = temporaryFolder()
  const config = readConfig({ data, ...flags }, {}, null)
  const { certificate: own, storage } = await openSpace(config, { logger, onFailure: () => {} })
  await storage.upkeep.close()
  const made = await atSpace(config, 'invite', { note: '', uses: 1, days: 1 })
  return { link: parseInviteLink(made.link!)!, own: own!.fingerprint }
}

it('names the space’s own key in an invite where people are shown that', async () => {
  const { link, own } = await invited({ host: '10.1.2.3' })
  expect(link).toMatchObject({ scheme: 'https', fingerprint: own, addresses: ['10.1.2.3:7759'] })
})

it('names no key where people are shown a certificate that an authority vouches for', async () => {
  const certificate = join(fixtures, 'vouched.pem')
  const key = join(fixtures, 'vouched.key.pem')
  const { link } = await invited({ host: '10.1.2.3', certificate, key })
  expect(link).toMatchObject({ scheme: 'https', fingerprint: null })
})
