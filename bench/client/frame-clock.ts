/** Milliseconds between the frames of a page, and of its tasks that took longer than 50 ms. */
export type Frames = { deltas: number[]; longTasks: number[] }

export type FrameWatch = {
  milliseconds: number
  /** Pixels that the list of messages is scrolled back by at each frame. */
  scroll?: number
}

/** Runs in the page: watches its frames for a while, by the times that the frames themselves have. */
export function watchFrames({ milliseconds, scroll = 0 }: FrameWatch): Promise<Frames> {
  return new Promise((resolve) => {
    const frames: Frames = { deltas: [], longTasks: [] }
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) frames.longTasks.push(duration)
    })
    observer.observe({ type: 'longtask' })
    const scroller = scroll > 0 ? document.querySelector('[role=log]') : null
    let first = 0
    let last = 0
    const look = (now: number): void => {
      if (last > 0) frames.deltas.push(now - last)
      first ||= now
      last = now
      scroller?.scrollBy(0, -scroll)
      if (now - first < milliseconds) return void requestAnimationFrame(look)
      // Long tasks are told a moment after they were.
      setTimeout(() => {
        observer.disconnect()
        resolve(frames)
      }, 200)
    }
    requestAnimationFrame(look)
  })
}
