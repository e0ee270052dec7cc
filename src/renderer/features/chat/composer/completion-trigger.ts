/** What is being completed: a person after `@`, an emoji after `:`; `from` is where that sign stands. */
export type CompletionTrigger = { kind: 'mention' | 'emoji'; query: string; from: number }

const LONGEST = 41
const MENTION = /(?:^|[\s([{"'>])@([^@\n]*)$/u
const EMOJI = /(?:^|[\s([{"'>])(:[\w+-]{2,})$/u

/** What the text before the caret asks to be completed; null where nothing. */
export function completionTrigger(text: string, caret: number): CompletionTrigger | null {
  const before = text.slice(Math.max(0, caret - LONGEST - 1), caret)
  const emoji = EMOJI.exec(before)?.[1]
  if (emoji) return { kind: 'emoji', query: emoji.slice(1), from: caret - emoji.length }
  const mention = MENTION.exec(before)?.[1]
  if (mention === undefined || /^\s|\s{2}|\s\S+\s/.test(mention)) return null
  return { kind: 'mention', query: mention, from: caret - mention.length - 1 }
}

/** An emoji's name that was closed with a colon just now, `:tada:`; null where there is none. */
export function closedShortcode(
  text: string,
  caret: number,
): { name: string; from: number } | null {
  const match = /(?:^|[^\w:]):([\w+-]{2,40}):$/.exec(text.slice(Math.max(0, caret - 44), caret))
  return match ? { name: match[1]!, from: caret - match[1]!.length - 2 } : null
}

/** Whether the caret stands in code, where nothing is completed: a colon and an at sign are code there. */
export function isInCode(text: string, caret: number): boolean {
  const before = text.slice(0, caret)
  if ((before.match(/^[ \t]*```/gm)?.length ?? 0) % 2 === 1) return true
  const line = before.slice(before.lastIndexOf('\n') + 1)
  return (line.match(/`/g)?.length ?? 0) % 2 === 1
}
