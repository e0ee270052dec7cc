/**
 * Why the server closed a connection. 4000-4099: come back after a moment and resume.
 * 4100-4199: coming back unchanged is pointless; the reason says what to change.
 */
export const closeCodes = {
  drain: 4000,
  slowConsumer: 4001,
  idle: 4002,
  flooding: 4003,
  storageFailed: 4004,
  unauthorised: 4100,
  unsupportedVersion: 4101,
  malformedFrame: 4102,
  frameTooLarge: 4103,
} as const

export type CloseReason = keyof typeof closeCodes

/** True unless the code is one of those that name a lasting reason; 1006 and the like come back too. */
export function shouldReconnect(code: number): boolean {
  return code < 4100 || code > 4199
}
