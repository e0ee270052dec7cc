import { shell } from 'electron'
import { externalUrl } from './external-url.ts'

/** Opens a link in the person's browser or mail program. False: it is none that we open. */
export async function openExternal(written: string): Promise<boolean> {
  const url = externalUrl(written)
  if (!url) return false
  await shell.openExternal(url)
  return true
}
