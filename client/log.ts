/** For whoever looks for a fault. Never given a token, a password or the text of a message. */
export type Log = (what: string, details?: Record<string, unknown>) => void
