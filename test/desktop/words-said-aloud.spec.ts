import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { words as list } from '../../protocol/invite-words/word-list.ts'
import { register } from '../fixtures/at-the-window.ts'
import { axeFindings } from '../fixtures/axe-findings.ts'
import { startSpace } from '../fixtures/space.ts'
import { expect, test } from '../fixtures/test.ts'

const server = resolve(import.meta.dirname, '../../server/main.ts')

/** What whoever runs the space reads out. */
async function wordsOf(data: string): Promise<string> {
  const args = [server, 'invite', '--data', data]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return /In words\s+([a-z ]+?)\s+\(/.exec(stdout)![1]!
}

test('words alone lead to the space around that knows them, and wrong ones are said to be', async ({
  desktop,
  pageErrors,
}) => {
  pageErrors.allowLostConnections()
  const name = `Harbour ${process.pid}`
  const spaces = await Promise.all(
    [name, `Other ${process.pid}`].map((called) =>
      startSpace(['--tls', 'always', '--announce', 'lo', '--space-name', called]),
    ),
  )
  try {
    const { page } = await desktop({ PARLEY_DISCOVERY: 'lo' })
    for (const called of [name, `Other ${process.pid}`])
      await expect(page.getByRole('button', { name: called })).toBeVisible()
    await page.getByRole('button', { name: 'Join a space' }).click()
    await expect(page.getByRole('button', { name })).toBeVisible()
    const field = page.getByLabel('Address, link or words')
    const ask = page.getByRole('button', { name: 'Go there', exact: true }).last()
    await field.fill(`${list[0]} ${list[1]} ${list[2]} xyzzy`)
    await ask.click()
    await expect(page.getByText('No such word: xyzzy', { exact: false })).toBeVisible()
    await field.fill(list.slice(0, 4).join(' '))
    await ask.click()
    await expect(page.getByText('knows these words', { exact: false })).toBeVisible()
    expect(await axeFindings(page)).toEqual([])

    await field.fill(await wordsOf(spaces[0]!.data))
    await ask.click()
    const invited = page.getByRole('region', { name: `You are invited to ${name}` })
    await expect(invited).toBeVisible()
    expect(await page.evaluate(() => window.parley!.spaces.list())).toEqual([])
    expect(await axeFindings(page)).toEqual([])
    await invited.getByRole('button', { name: 'Go there' }).click()
    await expect(page.getByText('You are invited.', { exact: false })).toBeVisible()
    await register({ page, name: 'Ann' })
  } finally {
    await Promise.all(spaces.map((space) => space.remove()))
  }
})
