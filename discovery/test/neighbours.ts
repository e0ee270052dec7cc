import { resolve } from 'node:path'
import type { FoundSpace } from '../browse/found-space.ts'
import type { AnnouncedSpace } from '../service/space-service.ts'
import { harbour } from './harbour.ts'
import type { Host } from './lab.ts'
import { Program } from './program.ts'

const peer = [process.execPath, resolve(import.meta.dirname, 'peer.ts')]

type Said = { label?: string; link?: string; found?: FoundSpace[] }

const read = (lines: readonly string[]): Said[] => lines.map((line) => JSON.parse(line) as Said)

/** Announces a space on a host. */
export class Announcing extends Program {
  constructor(host: Host, space: AnnouncedSpace = harbour, interfaces = 'all') {
    super([...host.within, ...peer, 'announce', interfaces, JSON.stringify(space)])
  }

  /** Resolves when it is known under that name on as many links. */
  named(label: string, links = 1): Promise<unknown> {
    return this.until((lines) => {
      const named = read(lines).filter((said) => said.label === label)
      return new Set(named.map(({ link }) => link)).size >= links || undefined
    })
  }
}

/** Looks for spaces on a host. */
export class Looking extends Program {
  constructor(host: Host, interfaces = 'all') {
    super([...host.within, ...peer, 'browse', interfaces])
  }

  get spaces(): FoundSpace[] {
    return read(this.lines()).findLast(({ found }) => found)?.found ?? []
  }

  /** Resolves with what is found as soon as it is as expected. */
  finds(expected: (spaces: FoundSpace[]) => boolean): Promise<FoundSpace[]> {
    return this.until(() => (expected(this.spaces) ? this.spaces : undefined))
  }
}
