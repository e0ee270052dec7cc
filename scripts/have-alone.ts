import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

const LOOKED_AT = 100

/**
 * Waits until no other process has the lock, and takes it; answers what gives it back. One that was left
 * behind by a process that is gone does not count.
 */
export async function haveAlone(lock: string): Promise<() => void> {
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      return () => rmSync(lock, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (isLeftBehind(lock)) rmSync(lock, { force: true })
    else await wait(LOOKED_AT)
  }
}

function isLeftBehind(lock: string): boolean {
  try {
    // Empty for the moment between its making and its writing.
    const owner = Number(readFileSync(lock, 'utf8') || process.pid)
    process.kill(owner, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
