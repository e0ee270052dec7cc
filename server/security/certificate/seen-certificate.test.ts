import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { seenCertificate } from './seen-certificate.ts'

const none = { certificate: null, key: null }
const NOBODY = 65_534

it('sees none where none was made yet, and why one is of no use', () => {
  const data = temporaryFolder()
  expect(seenCertificate({ ...none, data })).toBeNull()
  writeFileSync(join(data, 'space.pem'), 'no certificate')
  expect(seenCertificate({ ...none, data })).toMatchObject({
    isHidden: false,
    unusable: expect.any(String),
  })
})

it.skipIf(process.platform === 'win32')(
  'takes one that it may not read for hidden, not bad',
  () => {
    const data = join(temporaryFolder(), 'space')
    mkdirSync(data, { mode: 0o700 })
    writeFileSync(join(data, 'space.pem'), '')
    chmodSync(join(data, 'space.pem'), 0o000)
    chmodSync(join(data, '..'), 0o755)
    if (process.geteuid!() === 0) {
      process.seteuid!(NOBODY)
      onTestFinished(() => process.seteuid!(0))
    }
    expect(seenCertificate({ ...none, data })).toMatchObject({ isHidden: true, unusable: null })
  },
)
