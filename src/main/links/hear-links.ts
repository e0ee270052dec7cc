import type { App } from 'electron'
import { linkAmong } from './opened-link.ts'

/**
 * Hears the links that the system hands to the app: as an argument of this start, or of a later one that
 * the running app takes over; on a mac as an event, which may come before anything else does.
 * @returns how to follow them: those that came before are told at once
 */
export function hearLinks(
  app: App,
  args: readonly string[],
): (opened: (link: string) => void) => void {
  const early: string[] = []
  let tell = (link: string): void => void early.push(link)
  const hear = (link: string | null): void => {
    if (link !== null) tell(link)
  }
  app.on('open-url', (event, url) => {
    event.preventDefault()
    hear(url)
  })
  app.on('second-instance', (_event, its) => hear(linkAmong(its)))
  hear(linkAmong(args))
  return (opened) => {
    tell = opened
    early.splice(0).forEach(opened)
  }
}
