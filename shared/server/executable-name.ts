/** What the one-file server is called on a system, by Node's name for that. */
export function executableNameOn(platform: string): string {
  return platform === 'win32' ? 'parley-server.exe' : 'parley-server'
}
