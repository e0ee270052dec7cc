import { app, type Session, type WebContents } from 'electron'
import { openExternal } from '../links/open-external.ts'

const granted = new Set(['notifications', 'clipboard-sanitized-write'])

function guard(contents: WebContents, isOwn: (url: string) => boolean): void {
  contents.on('will-frame-navigate', (details) => {
    if (details.isMainFrame && isOwn(details.url)) return
    details.preventDefault()
    if (details.isMainFrame) void openExternal(details.url)
  })
  contents.on('will-redirect', (details) => {
    if (!isOwn(details.url)) details.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    void openExternal(url)
    return { action: 'deny' }
  })
}

/** The page stays the page: it goes nowhere, opens nothing, and gets no permission it does not need. */
export function guardContents(session: Session, isOwn: (url: string) => boolean): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, isOwn))
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(granted.has(permission) && isOwn(contents.getURL()))
  })
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => granted.has(permission) && isOwn(`${origin}/`),
  )
  session.setDevicePermissionHandler(() => false)
}
