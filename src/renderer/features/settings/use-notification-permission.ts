import { ref, type Ref } from 'vue'

/** `app`: the desktop app shows them itself. `insecure`: the browser has none for this page. */
export type NotificationPermissionState = 'app' | 'insecure' | NotificationPermission

function read(): NotificationPermissionState {
  if (window.parley) return 'app'
  if (!window.isSecureContext || !('Notification' in window)) return 'insecure'
  return Notification.permission
}

/** Whether notifications can be shown here, and the way to ask for it. */
export function useNotificationPermission(): {
  permission: Ref<NotificationPermissionState>
  ask: () => Promise<void>
} {
  const permission = ref(read())
  async function ask(): Promise<void> {
    await Notification.requestPermission()
    permission.value = read()
  }
  return { permission, ask }
}
