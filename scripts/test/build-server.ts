import { build } from '../build.ts'

/** Before the specs: the one-file server that they start, with the web client that they open. */
export default async function buildServer(): Promise<void> {
  if (!(await build(['web', 'server']))) throw new Error('the server could not be built')
}
