import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs'
import { dirname } from 'node:path'

export interface ServerLog {
  readonly path: string
  write(text: string): void
  stop(): void
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** The own server's output, in a file with one predecessor (`.1`), each at most `maxBytes` long. */
export function openServerLog(path: string, maxBytes = 5_000_000): ServerLog {
  mkdirSync(dirname(path), { recursive: true })
  let size = sizeOf(path)
  let stream: WriteStream | undefined

  function open(): WriteStream {
    const opened = createWriteStream(path, { flags: 'a', mode: 0o600 })
    // A full disk must not take the app down with it.
    opened.on('error', () => undefined)
    return opened
  }

  function turnOver(): void {
    stream?.end()
    stream = undefined
    try {
      renameSync(path, `${path}.1`)
      size = 0
    } catch {
      // Held open by somebody else: go on in the same file and try at the next line.
    }
  }

  return {
    path,
    write(text) {
      if (size > 0 && size + text.length > maxBytes) turnOver()
      stream ??= open()
      stream.write(text)
      size += text.length
    },
    stop() {
      stream?.end()
      stream = undefined
    },
  }
}
