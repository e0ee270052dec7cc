import { app } from 'electron'
import { nowhere } from '../../shared/ipc/nowhere.ts'
import { launchSetting } from './launch-setting.ts'
import { hearLinks } from './links/hear-links.ts'
import { registerLinks } from './links/register-links.ts'
import { startParley } from './parley.ts'
import { registerAppScheme } from './scheme/app-scheme.ts'

const setting = launchSetting(process.env, app)
if (setting.userData) app.setPath('userData', setting.userData)

// No network is asked for it.
app.commandLine.appendSwitch('host-resolver-rules', `MAP ${new URL(nowhere).host} ~NOTFOUND`)

if (app.requestSingleInstanceLock()) {
  registerAppScheme()
  const followLinks = hearLinks(app, process.argv)
  // One that keeps its things elsewhere is for a trial: the person's own app is another.
  if (!setting.userData && !setting.givenSpace)
    void app.whenReady().then(() => registerLinks(app, process.argv, setting.appImage))
  startParley(setting, followLinks).catch((problem: unknown) => {
    process.stderr.write(`Parley could not start: ${String(problem)}\n`)
    app.exit(1)
  })
} else {
  // The first instance shows its window instead.
  app.exit(0)
}
