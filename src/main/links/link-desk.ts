import type { OpenedLink } from '../../../shared/ipc/schemas.ts'
import { readOpenedLink } from './opened-link.ts'

/** Where a link lies that was opened until a page takes it: the page may only be on its way. */
export interface LinkDesk {
  open(link: string): void
  /** Hands it over, once. */
  take(): OpenedLink | null
}

/** `opened` hears that there is one to take. A later link takes the place of one that nobody took. */
export function createLinkDesk(opened: () => void): LinkDesk {
  let waiting: OpenedLink | null = null
  return {
    open(link) {
      waiting = readOpenedLink(link)
      opened()
    },
    take() {
      const taken = waiting
      waiting = null
      return taken
    },
  }
}
