import { chmodSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { createLogger } from '../../observability/logger.ts'
import { StartRefused } from '../../start-refused.ts'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { makeSelfSigned } from './self-signed.ts'
import { certificateFileName, openSpaceCertificate } from './space-certificate.ts'

const logger = createLogger('silent')
const hasModes = process.platform !== 'win32'
let folder: string
let file: string

beforeEach(() => {
  folder = temporaryFolder()
  file = join(folder, certificateFileName)
})

const mode = (): number => statSync(file).mode & 0o777

it('makes a key at the first start, for its owner alone, and keeps it', async () => {
  const first = await openSpaceCertificate(folder, null, logger)
  expect(readdirSync(folder)).toEqual([certificateFileName])
  if (hasModes) expect(mode()).toBe(0o600)
  const kept = readFileSync(file, 'utf8')
  expect(await openSpaceCertificate(folder, first.fingerprint, logger)).toEqual(first)
  expect(readFileSync(file, 'utf8')).toBe(kept)
})

it('makes its key where a start was killed while it made one, and leaves nothing of that', async () => {
  for (const left of [`${file}.new`, `${file}.${process.pid}`]) {
    writeFileSync(left, 'half a key', { mode: 0o644 })
  }
  const { fingerprint } = await openSpaceCertificate(folder, null, logger)
  if (hasModes) expect(mode()).toBe(0o600)
  expect(existsSync(`${file}.new`)).toBe(false)
  expect(await openSpaceCertificate(folder, fingerprint, logger)).toMatchObject({ fingerprint })
})

it('makes another key for another space', async () => {
  const one = await openSpaceCertificate(folder, null, logger)
  const other = await openSpaceCertificate(temporaryFolder(), null, logger)
  expect(one.fingerprint).not.toBe(other.fingerprint)
})

it.runIf(hasModes)('takes from others the right to read it', async () => {
  const { fingerprint } = await openSpaceCertificate(folder, null, logger)
  chmodSync(file, 0o644)
  await openSpaceCertificate(folder, fingerprint, logger)
  expect(mode()).toBe(0o600)
})

describe('makes no new key in place of one that', () => {
  /** Refused by a sentence that names the file and says what to do, with the file left as it was. */
  async function refusal(known: string | null): Promise<string> {
    const before = existsSync(file) ? readFileSync(file, 'utf8') : null
    const refused = await openSpaceCertificate(folder, known, logger).catch(
      (error: unknown) => error,
    )
    expect(refused).toBeInstanceOf(StartRefused)
    expect(existsSync(file) ? readFileSync(file, 'utf8') : null).toBe(before)
    const { message } = refused as StartRefused
    expect(message).toContain(file)
    expect(message).toContain('put it back from a backup')
    return message
  }

  it('is missing', async () => {
    const elsewhere = await openSpaceCertificate(temporaryFolder(), null, logger)
    expect(await refusal(elsewhere.fingerprint)).toContain('it is missing')
  })

  it('lost one of its halves, or part of one', async () => {
    const { fingerprint } = await openSpaceCertificate(folder, null, logger)
    const whole = readFileSync(file, 'utf8')
    const half = whole.indexOf('-----BEGIN CERTIFICATE')
    for (const [left, says] of [
      [whole.slice(0, half), 'no certificate'],
      [whole.slice(half), 'no private key'],
      [whole.slice(0, -60), 'no certificate'],
      [whole.slice(60), 'no private key'],
      ['', 'no certificate'],
    ] as const) {
      writeFileSync(file, left)
      expect(await refusal(fingerprint)).toContain(says)
      expect(await refusal(null)).toContain(says)
    }
  })

  it('does not fit its certificate', async () => {
    const { fingerprint } = await openSpaceCertificate(folder, null, logger)
    const own = readFileSync(file, 'utf8')
    const other = fresh()
    const half = (pem: string): number => pem.indexOf('-----BEGIN CERTIFICATE')
    writeFileSync(file, other.slice(0, half(other)) + own.slice(half(own)))
    expect(await refusal(fingerprint)).toContain('not that of the certificate')
  })

  it('was exchanged', async () => {
    const { fingerprint } = await openSpaceCertificate(folder, null, logger)
    writeFileSync(file, fresh())
    expect(await refusal(fingerprint)).toContain('another key than before')
  })
})

function fresh(): string {
  const [from, until] = [new Date(), new Date('2100-01-01')]
  return makeSelfSigned({
    commonName: 'Other',
    dnsNames: ['localhost'],
    addresses: [],
    from,
    until,
  })
}
