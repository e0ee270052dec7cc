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
  let size = sizeOf(path)
  let stream: WriteStream | undefined

  /** A full disk must not take the app down with it; once there is room the log goes on. */
  function open(): WriteStream {
    try {
      mkdirSync(dirname(path), { recursive: true })
    } catch {
      // Then the file cannot be opened either.
    }
    const opened = createWriteStream(path, { flags: 'a', mode: 0o600 })
    opened.on('error', () => {
      if (stream === opened) stream = undefined
    })
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
