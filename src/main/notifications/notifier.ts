import { Notification } from 'electron'
import type { NotificationRequest } from '../../../shared/ipc/schemas.ts'

export type Clicked = Pick<NotificationRequest, 'space' | 'conversation'>

export interface Notifier {
  show(request: NotificationRequest): void
  clear(tag: string): void
  clearAll(): void
}

/** System notifications, one at a time per tag. `opened` hears what the one is about that was clicked. */
export function createNotifier(opened: (what: Clicked) => void): Notifier {
  // Also keeps them reachable: a collected notification no longer hears its click.
  const shown = new Map<string, Notification>()

  function clear(tag: string): void {
    shown.get(tag)?.close()
    shown.delete(tag)
  }

  return {
    show({ title, body, tag, space, conversation }) {
      if (!Notification.isSupported()) return
      clear(tag)
      const notification = new Notification({ title, body })
      const forget = () => {
        if (shown.get(tag) === notification) shown.delete(tag)
      }
      notification.on('click', () => {
        forget()
        opened({ space, conversation })
      })
      notification.on('close', forget)
      notification.on('failed', forget)
      shown.set(tag, notification)
      notification.show()
    },
    clear,
    clearAll() {
      for (const tag of [...shown.keys()]) clear(tag)
    },
  }
}
