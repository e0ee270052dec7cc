/** A browser keeps these keys for its own windows: there the commands are in menus alone. */
const inApp = globalThis.window?.parley !== undefined

export const beginKeys = {
  'new-message': inApp ? 'mod+n' : [],
  'new-group': inApp ? 'mod+shift+n' : [],
} as const

/** The same for a menu or a tooltip to show. */
export const shownKeys = (id: keyof typeof beginKeys): string | undefined =>
  [beginKeys[id]].flat()[0]
