import type { en } from './locales/en/en.ts'

/** The shape that every language fills. */
export type Messages = typeof en

type Paths<Node> = {
  [Key in keyof Node & string]: Node[Key] extends string ? Key : `${Key}.${Paths<Node[Key]>}`
}[keyof Node & string]

/** Key of a message, such as `frame.close`. */
export type MessageKey = Paths<Messages>
