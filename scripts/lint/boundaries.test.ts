import { expect, test } from 'vitest'
import { refusal } from './boundaries.ts'

test.each([
  ['protocol/frames.ts', 'node:crypto'],
  ['protocol/frames.ts', 'client/link/connection.ts'],
  ['client/space-client.ts', 'vue'],
  ['protocol/frames.ts', 'zod'],
  ['client/space-client.ts', 'zod'],
  ['client/space-client.ts', 'node:fs'],
  ['client/space-client.ts', 'server/app.ts'],
  ['server/app.ts', 'client/space-client.ts'],
  ['server/domain/groups/groups.ts', 'server/handlers/rest/groups.ts'],
  ['server/domain/groups/groups.ts', 'server/storage/sqlite/sqlite-storage.ts'],
  ['server/handlers/rest/groups.ts', 'server/transport/http/router.ts'],
  ['server/handlers/rest/groups.ts', 'server/storage/sqlite/sqlite-storage.ts'],
  ['server/transport/http/router.ts', 'server/storage/memory/memory-storage.ts'],
  ['server/storage/storage.ts', 'server/storage/sqlite/sqlite-storage.ts'],
  ['server/storage/sqlite/sqlite-storage.ts', 'server/domain/groups/groups.ts'],
  ['src/main/main.ts', 'server/app.ts'],
  ['src/main/main.ts', 'src/renderer/app/main.ts'],
  ['src/preload/preload.ts', 'src/main/main.ts'],
  ['src/preload/preload.ts', 'zod'],
  ['src/renderer/app/main.ts', 'src/main/main.ts'],
  ['src/renderer/app/main.ts', 'electron'],
  ['src/renderer/app/main.ts', 'node:fs'],
  ['src/renderer/app/main.ts', 'zod'],
  ['src/renderer/app/main.ts', 'server/app.ts'],
  ['shared/ipc/channels.ts', 'src/main/main.ts'],
  ['shared/ipc/channels.ts', 'protocol/ids.ts'],
  ['test/fixtures/space.ts', 'server/app.ts'],
  ['faults/soak/soak.ts', 'server/app.ts'],
])('%s may not import %s', (file, target) => {
  expect(refusal(file, target)).toBeDefined()
})

test.each([
  ['protocol/frames.ts', 'zod/mini'],
  ['client/space-client.ts', 'protocol/index.ts'],
  ['server/app.ts', 'server/storage/sqlite/sqlite-storage.ts'],
  ['server/domain/groups/groups.ts', 'server/storage/storage.ts'],
  ['server/handlers/rest/groups.ts', 'server/domain/groups/groups.ts'],
  ['server/storage/sqlite/sqlite-storage.ts', 'server/storage/storage.ts'],
  ['server/storage/sqlite/sqlite-storage.test.ts', 'client/space-client.ts'],
  ['src/main/main.ts', 'electron'],
  ['src/renderer/app/main.ts', 'client/space-client.ts'],
  ['src/renderer/app/main.ts', 'vue'],
  ['src/renderer/app/main.ts', 'shared/ipc/bridge.ts'],
  ['faults/soak/device.ts', 'client/index.ts'],
  ['faults/hooked/hasty-server.ts', 'server/storage/storage.ts'],
  ['scripts/build.ts', 'src/main/host/back-off.ts'],
])('%s may import %s', (file, target) => {
  expect(refusal(file, target)).toBeUndefined()
})
