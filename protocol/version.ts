/** WebSocket subprotocols, newest first: the server picks the first that it also speaks. */
export const subprotocols = ['parley.v1'] as const
export type Subprotocol = (typeof subprotocols)[number]

export const apiBase = '/api/v1'
export const socketPath = '/api/v1/socket'

/** The origin from which the desktop app speaks to a space. */
export const appOrigin = 'app://parley'
