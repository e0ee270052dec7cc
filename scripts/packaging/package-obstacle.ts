export interface PackageFlags {
  readonly dir: boolean
  readonly feed?: string
  readonly 'for-tests': boolean
}

/** Why no package is made with these flags, or nothing. */
export function packageObstacle(flags: PackageFlags): string | undefined {
  if (flags.feed !== undefined && URL.parse(flags.feed)?.protocol !== 'https:')
    return '--feed must be an https:// address: whoever could change it would install programs'
  if (flags['for-tests'] && !flags.dir)
    return '--for-tests needs --dir: no installer is made of what lets a debugger in'
  return undefined
}
