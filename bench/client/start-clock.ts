import type { Said } from './voices.ts'

/** Milliseconds from the start of the navigation, as the page came to them. */
export type StartTimes = {
  /** The frame was drawn in which the list, the open conversation's messages and its composer are. */
  usable?: number
  /** The list says what was said last of all. */
  current?: number
}

/**
 * Runs in the page before its own scripts. Looks at each frame's beginning what is on the page, and
 * takes the time once that frame has been drawn: so it is late by at most a frame, and never early.
 */
export function watchStart({ conversation, text }: Said): void {
  const times: StartTimes = {}
  Object.assign(globalThis, { startTimes: times })
  const { port1, port2 } = new MessageChannel()
  let reached: (keyof StartTimes)[] = []
  port1.onmessage = () => {
    for (const name of reached) times[name] ??= performance.now()
    reached = []
  }
  const isUsable = (): boolean =>
    document.querySelector('[data-conversation]') !== null &&
    document.querySelector('[role=log] article') !== null &&
    document.querySelector('textarea:not(:disabled)') !== null
  const isCurrent = (): boolean =>
    document.querySelector(`[data-conversation="${conversation}"]`)?.textContent?.includes(text) ===
    true
  const look = (): void => {
    if (times.usable === undefined && isUsable()) reached.push('usable')
    if (times.current === undefined && isCurrent()) reached.push('current')
    if (reached.length > 0) port2.postMessage(null)
    if (times.usable === undefined || times.current === undefined) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
