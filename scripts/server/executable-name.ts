import { executableNameOn } from '../../shared/server/executable-name.ts'

/** What the one-file server is called on this system. */
export const executableName = executableNameOn(process.platform)
