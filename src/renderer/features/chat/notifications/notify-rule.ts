/** What is known when a message arrives. */
export type Arrival = {
  kind: 'direct' | 'group'
  mentionsMe: boolean
  /** Its conversation is open, in a window that has the focus. */
  onScreen: boolean
  /** It was read meanwhile, here or on another device. */
  read: boolean
}

/** `direct`: direct messages, and messages that mention the person. */
export type NotificationChoice = 'all' | 'direct' | 'none'

/** Whether a message that arrived is worth a notification. */
export function isWorthNotifying(arrival: Arrival, choice: NotificationChoice): boolean {
  if (choice === 'none' || arrival.onScreen || arrival.read) return false
  return choice === 'all' || arrival.kind === 'direct' || arrival.mentionsMe
}
