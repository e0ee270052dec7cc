import { findAndOpen, line, message, register, write } from '../fixtures/at-the-window.ts'
import { expect, test } from '../fixtures/test.ts'
import { voice } from '../fixtures/voice.ts'

test('whoever waits for an own message to be sent stays at the end, however much comes above it', async ({
  person,
  space,
}) => {
  const ann = await person('Ann')
  const { page } = ann
  await register(ann)
  const ben = await voice(space.url, 'Ben')
  await findAndOpen(page, 'Ben')
  await write(page, 'the first of all')
  await expect(line(page, 'Ben')).toContainText('the first of all')

  // From now on what Ann writes does not get through, and she hears the others.
  const held: (() => void)[] = []
  await page.routeWebSocket(/\/socket$/, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((frame) => {
      const pass = () => server.send(frame)
      if (String(frame).includes('"type":"send"')) held.push(pass)
      else pass()
    })
  })
  await page.reload()
  await write(page, 'on its way')
  await expect(message(page, 'on its way')).toBeInViewport()

  const conversation = await page.evaluate(() => location.hash.split('/')[2]!)
  await ben.sayAll(
    conversation,
    Array.from({ length: 40 }, (_, index) => `message ${index}`),
  )
  await expect(message(page, 'message 39')).toBeInViewport()
  await expect(message(page, 'on its way')).toBeInViewport()

  await expect.poll(() => held.length).toBeGreaterThan(0)
  for (const pass of held) pass()
  await ben.say(conversation, 'the last of all')
  await expect(message(page, 'the last of all')).toBeInViewport()
  await expect(message(page, 'on its way')).toBeInViewport()
})
