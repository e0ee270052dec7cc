/** What no system allows in a file name, or takes for something else. */
const forbidden = /[\\/:*?"<>|\s\u0000-\u001f]+/g

const two = (part: number): string => String(part).padStart(2, '0')

/** How a backup is called until the person says otherwise: `Harbour 2026-11-21 09.05.db`, by their clock. */
export function backupName(space: string, now: Date): string {
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-')
  const name = space.replace(forbidden, ' ').replace(/^[. ]+|[. ]+$/g, '') || 'Parley'
  return `${name} ${day} ${two(now.getHours())}.${two(now.getMinutes())}.db`
}
