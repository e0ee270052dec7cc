import { open, readFile, rename } from 'node:fs/promises'
import { type Adapter, Low } from 'lowdb'
import type { z } from 'zod'

/** How a small file is kept. `mode` is the file's, for what only this user may read. */
export interface SmallFileOptions<T> {
  readonly path: string
  readonly schema: z.ZodType<T>
  readonly empty: T
  readonly mode?: number
  /** Told when the file could not be understood; it was kept aside under the given name. */
  readonly onBroken?: (keptAs: string, problem: unknown) => void
}

/**
 * State that a person could read and repair. Written whole and swapped in, so that a crash leaves the
 * old file or the new one. A file that cannot be understood is kept aside, never overwritten.
 */
class SmallFileAdapter<T> implements Adapter<T> {
  readonly #options: SmallFileOptions<T>
  #lastWrite: Promise<void> = Promise.resolve()

  constructor(options: SmallFileOptions<T>) {
    this.#options = options
  }

  async read(): Promise<T | null> {
    const { path, schema, onBroken } = this.#options
    let text: string
    try {
      text = await readFile(path, 'utf8')
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw problem
    }
    try {
      return schema.parse(JSON.parse(text))
    } catch (problem) {
      const keptAs = `${path}.broken-${Date.now()}`
      await rename(path, keptAs)
      onBroken?.(keptAs, problem)
      return null
    }
  }

  write(data: T): Promise<void> {
    const text = `${JSON.stringify(data, null, 2)}\n`
    const written = this.#lastWrite.then(() => this.#swapIn(text))
    this.#lastWrite = written.catch(() => undefined)
    return written
  }

  /** Resolves once nothing is being written. */
  settled(): Promise<void> {
    return this.#lastWrite
  }

  async #swapIn(text: string): Promise<void> {
    const { path, mode = 0o644 } = this.#options
    const next = `${path}.next`
    const file = await open(next, 'w', mode)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(next, path)
  }
}

export class SmallFile<T> extends Low<T> {
  readonly #settled: () => Promise<void>

  constructor(options: SmallFileOptions<T>) {
    const adapter = new SmallFileAdapter(options)
    super(adapter, options.empty)
    this.#settled = () => adapter.settled()
  }

  /** Resolves once what was to be written is in the file. */
  settled(): Promise<void> {
    return this.#settled()
  }
}

export async function openSmallFile<T>(options: SmallFileOptions<T>): Promise<SmallFile<T>> {
  const file = new SmallFile(options)
  await file.read()
  return file
}
