/** What is usual where the server runs from its source: at work on Parley, and for this machine alone. */
export const usualSettings: { host: string; web: string | null } = { host: '127.0.0.1', web: null }
