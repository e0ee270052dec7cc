/** What the page notes: milliseconds of each change of conversation, in order. */
export type Switches = { taken: number[] }

/**
 * Runs in the page. From the moment of the key or click until the frame was drawn that shows the
 * conversation which is then open: its newest message, of which `marks` holds the beginning. Looks at
 * the beginning of each frame, so it is late by at most a frame, and never early.
 */
export function watchSwitches(marks: Readonly<Record<string, string>>): void {
  const switches: Switches = { taken: [] }
  Object.assign(globalThis, { switches })
  const { port1, port2 } = new MessageChannel()
  const opened = (): string => decodeURIComponent(location.hash.replace('#/c/', ''))
  let began = 0
  let before = ''
  port1.onmessage = () => void switches.taken.push(performance.now() - began)
  const isThere = (): boolean => {
    const mark = marks[opened()]
    const log = document.querySelector('[role=log]')
    return opened() !== before && mark !== undefined && !!log?.textContent?.includes(mark)
  }
  const look = (): void => {
    if (isThere()) port2.postMessage(null)
    else requestAnimationFrame(look)
  }
  const begin = (event: Event): void => {
    began = event.timeStamp
    before = opened()
    requestAnimationFrame(look)
  }
  addEventListener('keydown', (event) => event.key === 'ArrowDown' && begin(event), true)
  addEventListener('click', begin, true)
}
