import { launchElectron } from '../fixtures/desktop-app.ts'
import { expect, test } from '../fixtures/test.ts'

test('the main process answers every question once, while its garbage is collected without pause', async ({}, info) => {
  const electron = await launchElectron(
    { profile: info.outputPath('profile') },
    '--js-flags=--expose-gc',
  )
  await electron.firstWindow()
  await electron.evaluate(() => {
    const collect = Reflect.get(globalThis, 'gc') as () => void
    setInterval(collect, 20)
  })
  for (let asked = 1; asked <= 300; asked++)
    expect(
      await electron.evaluate((_electron, step) => {
        const sum = Number(Reflect.get(globalThis, 'sum') ?? 0) + step
        Reflect.set(globalThis, 'sum', sum)
        return sum
      }, 1),
    ).toBe(asked)
  await electron.close()
})
