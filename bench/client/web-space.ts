import { join } from 'node:path'
import { root } from '../../scripts/run.ts'
import { startParley } from '../parley/start-parley.ts'
import { seedSpace, type SeededSpace } from '../seed/seed-space.ts'
import { withFolder } from '../space-folder.ts'

export type WebSpace = {
  url: string
  port: number
  space: SeededSpace
  /** Where browsers keep what they keep. */
  profile: (name: string) => string
}

/** The real server with the built web client, over a space of its own with so many people. */
export function withWebSpace<T>(
  data: string,
  people: number,
  use: (web: WebSpace) => Promise<T>,
): Promise<T> {
  return withFolder(data, (folder) =>
    withFolder(data, async (profiles) => {
      const space = await seedSpace({ folder, people, devices: 2 })
      const server = await startParley({ folder, web: join(root, 'out/web') })
      const { port } = server
      const profile = (name: string): string => join(profiles, name)
      try {
        return await use({ url: `http://127.0.0.1:${port}`, port, space, profile })
      } finally {
        await server.stop()
      }
    }),
  )
}
