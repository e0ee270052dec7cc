import { inject, provide, type InjectionKey } from 'vue'
import type { Seq, UserId } from '../../../../../protocol/index.ts'
import type { MessageCommands } from '../message/use-message-commands.ts'

/** What the rows of a timeline do, wherever in a row it is asked for. */
export type TimelineContext = {
  commands: MessageCommands
  /** Shows a message, wherever in the conversation it is. */
  show(seq: Seq): void
  openProfile(user: UserId): void
  /** Keys of long messages that are shown whole. */
  expanded: Set<string>
}

const TIMELINE: InjectionKey<TimelineContext> = Symbol('timeline')

export function provideTimeline(context: TimelineContext): void {
  provide(TIMELINE, context)
}

export function useTimeline(): TimelineContext {
  const context = inject(TIMELINE)
  if (!context) throw new Error('No timeline is provided here: its rows stand in MessageRows alone')
  return context
}
