import dataUrl from 'emoji-picker-element-data/en/github/data.json?url'
import type { Emoji } from './find-emoji.ts'

/** Where the picker and the completions have their emoji from: a file of the app itself. */
export const emojiDataUrl = dataUrl

let loading: Promise<readonly Emoji[]> | null = null

async function load(): Promise<readonly Emoji[]> {
  const answer = await fetch(emojiDataUrl)
  if (!answer.ok) throw new Error(`The emoji data answered ${answer.status}`)
  return (await answer.json()) as Emoji[]
}

/** All emoji with their names, loaded when first asked for; a failed load is tried again next time. */
export function emojiData(): Promise<readonly Emoji[]> {
  loading ??= load().catch((error: unknown) => {
    loading = null
    throw error
  })
  return loading
}
