/** Calls back once the program that started this one is gone: then standard input is closed. */
export function whenParentIsGone(gone: () => void): void {
  process.stdin.on('end', gone).on('error', gone).on('close', gone).resume()
  // Heard as long as this process has something to do; listening alone does not keep it alive.
  process.stdin.unref?.()
}
