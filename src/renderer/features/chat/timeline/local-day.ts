/** Milliseconds at which a local day begins. */
export function startOfDay(at: number): number {
  const date = new Date(at)
  date.setHours(0, 0, 0, 0)
  return date.getTime()
}

/**
 * `startOfDay` for times that mostly follow each other: the calendar is asked once a day, not once a
 * message. Summer time is why the day's end is asked for and not added.
 */
export function createDayFinder(): (at: number) => number {
  let start = 0
  let end = 0
  return (at) => {
    if (at >= start && at < end) return start
    start = startOfDay(at)
    const next = new Date(start)
    next.setDate(next.getDate() + 1)
    end = next.getTime()
    return start
  }
}
