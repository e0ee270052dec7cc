/** What stands in the window's title and in the list of tabs: how much is unread, where one is. */
export function windowTitle(unread: number, where: string | null, space: string): string {
  const count = unread > 0 ? `(${unread > 99 ? '99+' : unread}) ` : ''
  const parts = [where, space, 'Parley'].filter((part) => part !== null && part !== '')
  return count + [...new Set(parts)].join(' – ')
}
