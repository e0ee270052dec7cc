import { constants } from 'node:os'
import { StartRefused } from '../../start-refused.ts'
import type { NativeLibrary } from '../source/native-library.ts'
import { asset } from './asset.ts'
import { libraryFile } from './library-file.ts'
import { NOTHING_KEPT, inPassing } from './passing-folder.ts'

/** Its name with the hash of its content, put in by the build. */
declare const __NATIVE_LIBRARY__: string

const KEPT = 'Name another data folder with --data.'

let library: NativeLibrary | null = null

/**
 * Systems load libraries from files alone: it is written into the folder, once.
 * @param folder the data folder; null where there is none, and then nothing is left behind
 * @throws StartRefused
 */
export function loadNativeLibrary(folder: string | null): void {
  if (library) return
  library =
    folder === null
      ? inPassing((passing) => loadedFrom(passing, NOTHING_KEPT))
      : loadedFrom(folder, KEPT)
}

export function nativeLibrary(): NativeLibrary {
  if (!library) throw new Error('the native library is not loaded yet')
  return library
}

function loadedFrom(folder: string, where: string): NativeLibrary {
  const path = libraryFile(folder, __NATIVE_LIBRARY__, asset(__NATIVE_LIBRARY__))
  const loaded = { exports: {} }
  try {
    process.dlopen(loaded, path, constants.dlopen.RTLD_NOW)
  } catch (error) {
    throw new StartRefused(
      `${path} cannot be loaded (${(error as Error).message}). It must be where programs may run: not on a file system that is mounted with noexec. ${where}`,
    )
  }
  return loaded.exports as NativeLibrary
}
