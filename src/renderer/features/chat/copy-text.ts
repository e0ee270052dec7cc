import { useText } from '../../i18n/use-text.ts'
import { useToastStore } from '../../design/toast-store.ts'

/** Copies, and says so. The clipboard is refused to a page that is not served safely: then the old way. */
export function useCopyText(): (text: string) => Promise<void> {
  const { t } = useText()
  const toasts = useToastStore()

  return async (text) => {
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      copyBySelection(text)
    }
    toasts.show({ text: t('chat.message.copied'), tone: 'good' })
  }
}

function copyBySelection(text: string): void {
  const area = document.createElement('textarea')
  const focused = document.activeElement
  area.value = text
  area.className = 'visually-hidden'
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
  if (focused instanceof HTMLElement) focused.focus()
}
