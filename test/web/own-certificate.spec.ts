import { findAndOpen, message, register, sent, write } from '../fixtures/at-the-window.ts'
import { startSpace } from '../fixtures/space.ts'
import { expect, test } from '../fixtures/test.ts'

test('a browser is warned of the key that a space made itself, and talks there once its person goes on', async ({
  chromium,
}) => {
  const space = await startSpace(['--tls', 'always', '--space-name', 'Harbour'])
  const warned = await chromium!.newPage()
  await expect(warned.goto(space.url)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID')
  // What the button "Proceed" of the browser's own page does.
  const contexts = await Promise.all(
    [0, 1].map(() => chromium!.newContext({ ignoreHTTPSErrors: true })),
  )
  const [ann, ben] = await Promise.all(contexts.map((context) => context.newPage()))
  await Promise.all([ann!.goto(space.url), ben!.goto(space.url)])
  await Promise.all([register({ page: ann!, name: 'Ann' }), register({ page: ben!, name: 'Ben' })])
  await findAndOpen(ann!, 'Ben')
  await write(ann!, 'over the wire')
  await expect(sent(ann!, 'over the wire')).toBeVisible()
  await findAndOpen(ben!, 'Ann')
  await expect(message(ben!, 'over the wire')).toBeVisible()
  await Promise.all([warned.close(), ...contexts.map((context) => context.close())])
  await space.remove()
})
