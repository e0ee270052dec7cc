import * as library from 'uWebSockets.js'

export type NativeLibrary = typeof library

/** Nothing to do: its package loads it. */
export function loadNativeLibrary(_folder: string | null): void {}

export function nativeLibrary(): NativeLibrary {
  return library
}
