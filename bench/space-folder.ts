import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Calls `use` with a new folder under `data`, and removes it afterwards. */
export async function withFolder<T>(data: string, use: (folder: string) => Promise<T>): Promise<T> {
  mkdirSync(data, { recursive: true })
  const folder = mkdtempSync(join(data, 'space-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
