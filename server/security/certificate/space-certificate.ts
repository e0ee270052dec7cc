import { chmod, readFile, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Fingerprint } from '../../../protocol/index.ts'
import type { Logger } from '../../observability/logger.ts'
import { StartRefused, refusedBy } from '../../start-refused.ts'
import { writePrivateFile } from '../../storage/files/private-file.ts'
import { UnusableCertificate, fingerprintOf, readPair, type Certificate } from './certificate.ts'
import { makeSelfSigned } from './self-signed.ts'

/** In the data folder: the space's private key and its certificate. */
export const certificateFileName = 'space.pem'

const OWNER_ONLY = 0o600
const DAY = 86_400_000
/** How RFC 5280 writes that a certificate has no end: its key is what the space is known by. */
const FOR_EVER = new Date('9999-12-31T23:59:59Z')
const DNS_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,62}\.?)+$/

export type SpaceCertificate = Certificate & { fingerprint: Fingerprint }

/**
 * The key that the space is, whatever address it has: made at the first start, and never again.
 * @param known by what the space was known so far; null where it never was
 * @throws StartRefused where the file is gone, damaged, or another than it was
 */
export async function openSpaceCertificate(
  folder: string,
  known: Fingerprint | null,
  logger: Logger,
): Promise<SpaceCertificate> {
  const file = join(folder, certificateFileName)
  const kept = await read(file)
  if (kept === null && known !== null) throw unusable(file, 'it is missing')
  if (kept === null) return make(file)
  await closeToOthers(file, logger)
  const fingerprint = fingerprintIn(file, kept)
  if (known !== null && known !== fingerprint)
    throw unusable(file, 'it holds another key than before')
  return { keyFile: file, certificateFile: file, fingerprint }
}

/** A key for as long as the server runs, in a file that the caller removes once it was read. */
export function makeCertificateAt(file: string): SpaceCertificate {
  const pem = freshPem()
  writePrivateFile(file, pem)
  return { keyFile: file, certificateFile: file, fingerprint: fingerprintOf(readPair(pem, pem)) }
}

function freshPem(): string {
  const name = hostname().toLowerCase()
  const [short = name] = name.split('.')
  const names = new Set(['localhost', name, short, `${short}.local`])
  return makeSelfSigned({
    commonName: 'Parley space',
    dnsNames: [...names].filter((one) => DNS_NAME.test(one)),
    addresses: ['127.0.0.1', '::1'],
    // A day ago: clocks differ.
    from: new Date(Date.now() - DAY),
    until: FOR_EVER,
  })
}

function make(file: string): SpaceCertificate {
  try {
    return makeCertificateAt(file)
  } catch (error) {
    throw refusedBy(error, file, `${file} cannot be made (${(error as Error).message}).`)
  }
}

async function read(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    throw unusable(file, message)
  }
}

function fingerprintIn(file: string, pem: string): Fingerprint {
  try {
    return fingerprintOf(readPair(pem, pem))
  } catch (error) {
    if (error instanceof UnusableCertificate) throw unusable(file, error.message)
    throw error
  }
}

/** Windows knows no such modes: there the folder's rights are the file's. */
async function closeToOthers(file: string, logger: Logger): Promise<void> {
  if (process.platform === 'win32' || ((await stat(file)).mode & 0o077) === 0) return
  try {
    await chmod(file, OWNER_ONLY)
    logger.warn({ file }, 'the key of the space could be read by others; now by its owner alone')
  } catch (error) {
    logger.error({ file, err: error }, 'the key of the space can be read by others')
  }
}

function unusable(file: string, reason: string): StartRefused {
  return new StartRefused(
    `${file} cannot be used (${reason}). It is the key by which people's apps know this space: put it back from a backup. ` +
      `To begin with a new key, which everybody will have to trust anew, move it away and take "fingerprint" out of space.json.`,
  )
}
