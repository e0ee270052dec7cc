/** What a person types to run a command of the server: from a checkout. */
export function startedAs(): string {
  return 'npm run server --'
}
