import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type Rect,
  Virtualizer,
  type VirtualItem,
} from '@tanstack/vue-virtual'
import {
  computed,
  onBeforeUnmount,
  onMounted,
  shallowRef,
  watch,
  type ComputedRef,
  type Ref,
} from 'vue'
import { EndKeeper, type Place } from './end-keeper.ts'
import { grownAtEnd } from './grown-end.ts'
import { rememberHeight, rowHeight } from './row-heights.ts'
import type { TimelineRow } from './timeline-rows.ts'

/** As near to the end as this (pixels) counts as at the end: what comes is followed. */
const AT_END = 80
const OVERSCAN = 6
const PADDING_END = 12
/** A row that is gone to stands below the day that sticks to the top. */
const STICKY = 44

type RowVirtualizer = Virtualizer<HTMLElement, HTMLElement>

/** How large the list was last: the next one begins with that instead of nothing. */
const lastRect = { width: 800, height: 640 }

export type RowWindow = {
  /** The rows that exist on the page, in order, with where they are. */
  shown: ComputedRef<readonly VirtualItem[]>
  /** Pixels above the first of them, and of all rows together. */
  before: ComputedRef<number>
  total: ComputedRef<number>
  /** Counts what moves the window: scrolling, measuring, other rows. */
  moved: Readonly<Ref<number>>
  offset(): number
  height(): number
  atEnd(): boolean
  /** Whether whoever reads stays at the end, whatever comes. */
  staysAtEnd(): boolean
  distanceFromEnd(): number
  rowAt(offset: number): VirtualItem | undefined
  measure(element: unknown): void
  toEnd(): void
  toRow(index: number, align: 'start' | 'center' | 'end' | 'auto'): void
}

export type RowWindowOptions = {
  scroller: Ref<HTMLElement | null>
  rows: Ref<readonly TimelineRow[]>
  /** Pixels kept free above the first row. */
  paddingStart(): number
  /** Whether rows that are added at the end are new ones, to be followed if one is there. */
  follows(): boolean
  /** The row to begin at. */
  begin: number | 'end'
}

/**
 * The part of the rows that is on screen. The virtualiser keeps what is read in its place when rows
 * come before it or change their height; whoever is at the end stays there, whatever comes, and
 * however the room for the list changes (a growing composer, a keyboard on a phone). Its Vue adapter
 * writes the scroll position before the page has the new height, so that the browser cuts it off;
 * here the options are set before the page is patched and the position after it.
 */
export function useRowWindow(options: RowWindowOptions): RowWindow {
  const { scroller, rows } = options
  const moved = shallowRef(0)
  /** As it was observed: asking the page for it would lay it out. */
  let width = (): number => lastRect.width

  function firstOffset(): number {
    const end = options.begin === 'end' ? rows.value.length : options.begin
    const above = rows.value.slice(0, end).reduce((sum, row) => sum + rowHeight(row, width()), 0)
    const start = options.paddingStart() + above
    const offset = options.begin === 'end' ? start - lastRect.height : start - STICKY
    return Math.max(0, offset)
  }

  function virtualOptions(list: readonly TimelineRow[]) {
    return {
      count: list.length,
      getScrollElement: () => scroller.value,
      estimateSize: (index: number) => rowHeight(list[index]!, width()),
      getItemKey: (index: number) => list[index]!.key,
      measureElement: (element: HTMLElement, entry: ResizeObserverEntry | undefined) =>
        measure(list, element, entry),
      indexAttribute: 'data-index',
      overscan: OVERSCAN,
      paddingStart: options.paddingStart(),
      paddingEnd: PADDING_END,
      scrollPaddingStart: STICKY,
      anchorTo: 'end' as const,
      scrollEndThreshold: AT_END,
      initialRect: lastRect,
      initialOffset: firstOffset,
      // It tells of another size only where other rows come into sight by it.
      observeElementRect: (instance: RowVirtualizer, tell: (rect: Rect) => void) =>
        observeElementRect(instance, (rect) => {
          tell(rect)
          moved.value += 1
        }),
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: () => (moved.value += 1),
    }
  }

  /**
   * The observer tells all heights in one go, before anything is painted. Asking each row as it comes
   * would lay the page out anew for every one of them.
   */
  function measure(
    list: readonly TimelineRow[],
    element: HTMLElement,
    entry: ResizeObserverEntry | undefined,
  ): number {
    const index = virtualizer.indexFromElement(element)
    const row = list[index]
    const box = entry?.borderBoxSize[0]
    if (!row) return 0
    if (!box) return virtualizer.itemSizeCache.get(row.key) ?? rowHeight(row, width())
    const height = Math.round(box.blockSize)
    rememberHeight(row, width(), height)
    return height
  }

  const virtualizer: RowVirtualizer = new Virtualizer(virtualOptions(rows.value))
  width = () => virtualizer.scrollRect?.width || lastRect.width
  let detach = (): void => {}

  const keeper = new EndKeeper(options.begin === 'end')
  const place = (): Place => ({
    offset: virtualizer.scrollOffset ?? 0,
    atEnd: virtualizer.isAtEnd(AT_END),
  })
  /** The end has moved, if only by so little that one still counts as being there. */
  let endMoved = false
  let height = 0

  watch([rows, options.paddingStart], ([now], [before]) => {
    keeper.look(place())
    if (grownAtEnd(before, now)) {
      if (!options.follows()) keeper.leave()
      endMoved = true
    }
    virtualizer.setOptions(virtualOptions(now))
    keeper.moved(place())
    moved.value += 1
  })
  watch(
    moved,
    () => {
      virtualizer._willUpdate()
      const { scrollRect } = virtualizer
      if (scrollRect?.height) Object.assign(lastRect, scrollRect)
      if (!endMoved) keeper.look(place())
      endMoved ||= height > 0 && scrollRect?.height !== height
      height = scrollRect?.height ?? 0
      if (keeper.stays && (endMoved || !place().atEnd)) virtualizer.scrollToEnd()
      endMoved = false
    },
    { flush: 'post' },
  )
  onMounted(() => {
    detach = virtualizer._didMount()
    virtualizer._willUpdate()
    moved.value += 1
  })
  onBeforeUnmount(() => detach())

  const shown = computed<readonly VirtualItem[]>(() => {
    void moved.value
    return virtualizer.getVirtualItems()
  })

  return {
    shown,
    before: computed(() => shown.value[0]?.start ?? 0),
    total: computed(() => {
      void moved.value
      return virtualizer.getTotalSize()
    }),
    moved,
    offset: () => virtualizer.scrollOffset ?? 0,
    height: () => virtualizer.scrollRect?.height ?? 0,
    atEnd: () => virtualizer.isAtEnd(AT_END),
    staysAtEnd: () => keeper.stays,
    distanceFromEnd: () => virtualizer.getDistanceFromEnd(),
    rowAt: (offset) => virtualizer.getVirtualItemForOffset(offset),
    measure: (element) => virtualizer.measureElement(element as HTMLElement | null),
    toEnd() {
      keeper.stay()
      virtualizer.scrollToEnd()
    },
    toRow(index, align) {
      requestAnimationFrame(keeper.goElsewhere())
      virtualizer.scrollToIndex(index, { align })
    },
  }
}
