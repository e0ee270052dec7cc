// The least that an Electron app can be: one window with an empty page, shown once it is painted.
const { join } = require('node:path')
const { app, BrowserWindow } = require('electron')

app.setPath('userData', process.env.PARLEY_USER_DATA)
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1180,
    height: 760,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadFile(join(__dirname, 'empty.html'))
})
