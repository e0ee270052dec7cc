import { app } from 'electron'
import { launchSetting } from './launch-setting.ts'
import { startParley } from './parley.ts'
import { registerAppScheme } from './scheme/app-scheme.ts'

const setting = launchSetting(process.env, app)
if (setting.userData) app.setPath('userData', setting.userData)

if (app.requestSingleInstanceLock()) {
  registerAppScheme()
  startParley(setting).catch((problem: unknown) => {
    process.stderr.write(`Parley could not start: ${String(problem)}\n`)
    app.exit(1)
  })
} else {
  // The first instance shows its window instead.
  app.exit(0)
}
