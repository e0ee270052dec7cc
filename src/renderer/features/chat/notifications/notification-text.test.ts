import { expect, it } from 'vitest'
import type { IncomingMessage } from '../../../../../client/space-client.ts'
import { de } from '../../../i18n/locales/de/de.ts'
import { en } from '../../../i18n/locales/en/en.ts'
import { createText, speak } from '../../../i18n/text.ts'
import { notificationText } from './notification-text.ts'

const told = {
  conversation: { group: { name: 'Design' } },
  message: { author: 'ada', text: 'Good morning!' },
} as unknown as IncomingMessage

it.each([
  ['en', en],
  ['de', de],
] as const)('names nobody without a preview, as the setting says: %s', async (language, words) => {
  const text = createText()
  await speak(text, language)
  const t = (key: string) => text.global.t(key)
  const { title, body } = notificationText(told, {
    nameOf: () => 'Ada',
    preview: false,
    spaceName: null,
    t,
  })
  expect(title + body).not.toMatch(/Ada|Design|morning/)
  expect(words.settings.notifications.previewHint.toLowerCase()).toContain(title.toLowerCase())
})
