import { expect, test } from '../fixtures/test.ts'

// Not of the app, but of how all other specs ask it: without `keepAnswers` some of the answers are lost.
test('what a spec asks the main process is done and answered once, though garbage is collected there', async ({
  desktop,
}) => {
  const { electron } = await desktop({}, ['--js-flags=--expose-gc'])
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
})
