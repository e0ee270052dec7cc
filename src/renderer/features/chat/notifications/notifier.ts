import type { Bridge } from '../../../../../shared/ipc/bridge.ts'
import type { NotificationRequest } from '../../../../../shared/ipc/schemas.ts'

/** What a notification is about. */
export type Chosen = Pick<NotificationRequest, 'space' | 'conversation'>

/** Shows notifications by whatever this device has for them. `tag` names the one to replace or take back. */
export interface Notifier {
  show(notification: NotificationRequest): void
  takeBack(tag: string): void
  /** Somebody chose one: its conversation is wanted. Returns what ends the listening. */
  onChosen(listener: (chosen: Chosen) => void): () => void
}

/** The system's own, through the app. */
export function notifierOfApp(bridge: Bridge): Notifier {
  return {
    show: (notification) => void bridge.notify(notification),
    takeBack: (tag) => void bridge.unnotify(tag),
    onChosen: (listener) => bridge.on('notification-clicked', listener),
  }
}

/** The browser's, where it has any for this page and the person allowed them. */
export function notifierOfBrowser(): Notifier {
  const shown = new Map<string, Notification>()
  const listeners = new Set<(chosen: Chosen) => void>()

  return {
    show({ title, body, tag, space, conversation }) {
      if (!('Notification' in window) || Notification.permission !== 'granted') return
      const notification = new Notification(title, { body, tag, silent: false })
      shown.set(tag, notification)
      notification.addEventListener('close', () => shown.delete(tag))
      notification.addEventListener('click', () => {
        window.focus()
        notification.close()
        for (const listener of listeners) listener({ space, conversation })
      })
    },
    takeBack(tag) {
      shown.get(tag)?.close()
      shown.delete(tag)
    },
    onChosen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
