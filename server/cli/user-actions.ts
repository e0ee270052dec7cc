/** What `parley-server user …` can do. */
export const userActions = [
  'list',
  'approve',
  'make-administrator',
  'reset-password',
  'remove',
] as const
export type UserAction = (typeof userActions)[number]
