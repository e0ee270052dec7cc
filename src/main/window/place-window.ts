import { z } from 'zod'

const pixels = z.number().int()
export const rectangle = z.object({ x: pixels, y: pixels, width: pixels, height: pixels })
export type Rectangle = z.infer<typeof rectangle>

export const keptWindow = z.object({
  bounds: rectangle.nullable().default(null),
  maximized: z.boolean().default(false),
  fullscreen: z.boolean().default(false),
})
export type KeptWindow = z.infer<typeof keptWindow>

export const smallestWindow = { width: 360, height: 480 }
const firstWindow = { width: 1180, height: 760 }
/** So much of the window's head must be on a display for a person to get hold of it. */
const grip = { width: 120, height: 32 }

const overlap = (aStart: number, aLength: number, bStart: number, bLength: number): number =>
  Math.min(aStart + aLength, bStart + bLength) - Math.max(aStart, bStart)

function within(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high))
}

function centred(area: Rectangle): Rectangle {
  const width = Math.min(firstWindow.width, area.width)
  const height = Math.min(firstWindow.height, area.height)
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.round(area.y + (area.height - height) / 2),
    width,
    height,
  }
}

/**
 * Where the window opens: where it was, as long as a display still shows it, moved and cut to fit that
 * display; else in the middle of the first one. `areas`: the displays' work areas, the primary first.
 */
export function placeWindow(kept: Rectangle | null, areas: readonly Rectangle[]): Rectangle {
  const primary = areas[0]
  if (!primary) return { x: 0, y: 0, ...firstWindow }
  if (!kept) return centred(primary)
  const home = areas.find(
    (area) =>
      overlap(kept.x, kept.width, area.x, area.width) >= grip.width &&
      overlap(kept.y, grip.height, area.y, area.height) >= grip.height / 2,
  )
  if (!home) return centred(primary)
  const width = within(kept.width, smallestWindow.width, Math.max(home.width, smallestWindow.width))
  const height = within(
    kept.height,
    smallestWindow.height,
    Math.max(home.height, smallestWindow.height),
  )
  return {
    x: within(kept.x, home.x, Math.max(home.x, home.x + home.width - width)),
    y: within(kept.y, home.y, Math.max(home.y, home.y + home.height - height)),
    width,
    height,
  }
}
