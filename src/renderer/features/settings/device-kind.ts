export type DeviceKind = 'app' | 'browser' | 'phone' | 'unknown'

/** What sort of device a name such as "Firefox on Linux" or "Parley on Windows" speaks of. */
export function deviceKind(device: string): DeviceKind {
  if (/android|iphone|ipad|mobile/i.test(device)) return 'phone'
  if (/\bparley\b/i.test(device)) return 'app'
  return /firefox|chrom|safari|edge|opera|browser/i.test(device) ? 'browser' : 'unknown'
}
