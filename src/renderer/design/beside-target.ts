export type Side = 'top' | 'bottom' | 'end'

type Box = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom' | 'width' | 'height'>

const GAP = 6
const MARGIN = 8

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high))
}

/** Where a small floating box goes beside its target: on the wanted side, else opposite, inside the window. */
export function besideTarget(
  target: Box,
  box: Pick<Box, 'width' | 'height'>,
  side: Side,
  view = { width: window.innerWidth, height: window.innerHeight, rtl: document.dir === 'rtl' },
): { left: string; top: string } {
  let left = target.left + (target.width - box.width) / 2
  let top = target.bottom + GAP
  const above = target.top - GAP - box.height
  if (side === 'top' && above >= MARGIN) top = above
  if (side === 'bottom' && top + box.height > view.height - MARGIN) top = above
  if (side === 'end') {
    top = target.top + (target.height - box.height) / 2
    left = view.rtl ? target.left - GAP - box.width : target.right + GAP
  }
  left = clamp(left, MARGIN, Math.max(MARGIN, view.width - box.width - MARGIN))
  return { left: `${Math.round(left)}px`, top: `${Math.round(Math.max(top, MARGIN))}px` }
}
