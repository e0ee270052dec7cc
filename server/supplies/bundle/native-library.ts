import { mkdtempSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { StartRefused } from '../../start-refused.ts'
import type { NativeLibrary } from '../source/native-library.ts'
import { asset } from './asset.ts'
import { libraryFile } from './library-file.ts'

/** Its name with the hash of its content, put in by the build. */
declare const __NATIVE_LIBRARY__: string

let library: NativeLibrary | null = null

/**
 * Systems load libraries from files alone: it is written into the folder, once.
 * @param folder the data folder; null where there is none, and then nothing is left behind
 * @throws StartRefused
 */
export function loadNativeLibrary(folder: string | null): void {
  if (library) return
  if (folder !== null) return void (library = loadedFrom(folder))
  const passing = mkdtempSync(join(tmpdir(), 'parley-'))
  try {
    library = loadedFrom(passing)
  } finally {
    // Windows keeps a file that is in use.
    if (process.platform !== 'win32') rmSync(passing, { recursive: true, force: true })
  }
}

export function nativeLibrary(): NativeLibrary {
  if (!library) throw new Error('the native library is not loaded yet')
  return library
}

function loadedFrom(folder: string): NativeLibrary {
  const path = libraryFile(folder, __NATIVE_LIBRARY__, asset(__NATIVE_LIBRARY__))
  const loaded = { exports: {} }
  try {
    process.dlopen(loaded, path, constants.dlopen.RTLD_NOW)
  } catch (error) {
    throw new StartRefused(
      `${path} cannot be loaded (${(error as Error).message}). The data folder must be where programs may run: not on a file system that is mounted with noexec. Name another with --data.`,
    )
  }
  return loaded.exports as NativeLibrary
}
