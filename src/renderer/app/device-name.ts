const SYSTEMS: [pattern: RegExp, name: string][] = [
  [/iphone/i, 'iPhone'],
  [/ipad/i, 'iPad'],
  [/android/i, 'Android'],
  [/windows/i, 'Windows'],
  [/mac os|macintosh/i, 'macOS'],
  [/cros/i, 'ChromeOS'],
  [/linux|x11/i, 'Linux'],
]
const BROWSERS: [pattern: RegExp, name: string][] = [
  [/edg\//i, 'Edge'],
  [/opr\//i, 'Opera'],
  [/firefox\//i, 'Firefox'],
  [/chrome\//i, 'Chrome'],
  [/safari\//i, 'Safari'],
]

const nameIn = (table: typeof SYSTEMS, userAgent: string) =>
  table.find(([pattern]) => pattern.test(userAgent))?.[1]

/** How a person finds this device again in the list of those that are signed in. */
export function deviceName(userAgent: string, inApp: boolean): string {
  const program = inApp ? 'Parley' : (nameIn(BROWSERS, userAgent) ?? 'Browser')
  const system = nameIn(SYSTEMS, userAgent)
  return system ? `${program} on ${system}` : program
}
