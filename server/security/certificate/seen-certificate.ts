import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { SeenCertificate } from '../../../discovery/doctor/index.ts'
import type { Config } from '../../config.ts'
import { readPair } from './certificate.ts'
import { certificateFileName } from './space-certificate.ts'

type Chosen = Pick<Config, 'certificate' | 'data' | 'key'>

/** The certificate that a server with these settings shows; null where it has made none yet. */
export function seenCertificate({ certificate, data, key }: Chosen): SeenCertificate | null {
  const own = join(data, certificateFileName)
  const [file, keyFile] = [certificate ?? own, key ?? certificate ?? own]
  const seen = { file, isHidden: false, unusable: null, isOpen: false, until: null }
  try {
    const { validTo } = readPair(readFileSync(file, 'utf8'), readFileSync(keyFile, 'utf8'))
    return { ...seen, isOpen: isOpenToOthers(keyFile), until: Date.parse(validTo) }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (certificate === null && code === 'ENOENT') return null
    if (code === 'EACCES' || code === 'EPERM') return { ...seen, isHidden: true }
    return { ...seen, unusable: message }
  }
}

/** Windows knows no such modes. */
function isOpenToOthers(file: string): boolean {
  return process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0
}
