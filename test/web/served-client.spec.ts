import { expect, test } from '../fixtures/test.ts'

test('the server gives its pages a policy that runs no code but its own', async ({
  person,
  space,
}) => {
  const { page } = await person('Ann')
  expect(await page.evaluate(() => window.parley)).toBeUndefined()
  const policy = (await fetch(`${space.url}/`)).headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toContain('unsafe-eval')
})
