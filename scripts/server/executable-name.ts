/** What the one-file server is called on this system. */
export const executableName = process.platform === 'win32' ? 'parley-server.exe' : 'parley-server'
