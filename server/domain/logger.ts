type Log = (fields: Record<string, unknown>, message: string) => void

/** The little of a logger that the domain needs. Ids, codes and counts only; never what people typed. */
export interface Logger {
  info: Log
  warn: Log
}
