// Loaded into Electron's main process before an app, whichever it is: says on standard output when its
// first window is shown, and when the frame was drawn in which what the person came for is there.
const { app } = require('electron')

const usable = process.env.PARLEY_BENCH_USABLE
const say = (what) => process.stdout.write(`${JSON.stringify({ window: what })}\n`)

/** Looks once a frame; a hidden page has no frames, so this waits for the window to be shown as well. */
const drawn = `new Promise((done) => {
  const look = () => {
    if (!document.querySelector(${JSON.stringify(usable)})) return requestAnimationFrame(look)
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => done()
    port2.postMessage(null)
  }
  requestAnimationFrame(look)
})`

app.once('browser-window-created', (_event, window) => {
  window.once('show', () => say('shown'))
  window.webContents.once('dom-ready', () => {
    void window.webContents.executeJavaScript(drawn).then(() => say('usable'))
  })
})
