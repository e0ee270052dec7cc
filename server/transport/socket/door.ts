import type { TemplatedApp } from '../uws.ts'
import type { WayOut } from './way-out.ts'

/** Where connections come in. Each has topics of its own in the native library. */
export class Door {
  readonly app: TemplatedApp
  readonly wayOut: WayOut
  /** Connections that are open. */
  connections = 0

  constructor(app: TemplatedApp, wayOut: WayOut) {
    this.app = app
    this.wayOut = wayOut
  }

  /** Whether what is published here would reach anybody. */
  hears(topic: string): boolean {
    return this.connections > 0 && this.app.numSubscribers(topic) > 0
  }
}
