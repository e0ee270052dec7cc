/** Of an interface's `10.0.0.5/24`. */
export const addressOf = (cidr: string): string => cidr.split('/')[0]!

/** Of `10.0.0.5:7759` or `[fe80::5%eth0]:7759`; what is a name leads nowhere near. */
export function hostOf(address: string): string {
  const host = address.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
  return /^[\d.]+$|:/.test(host) ? host : '0.0.0.0'
}
