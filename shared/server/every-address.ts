type Networks = Readonly<Record<string, readonly { readonly family: string }[] | undefined>>

/**
 * Every address of a machine with these networks, of both kinds where the system has both: without IPv6
 * nothing can listen on `::`.
 */
export function everyAddress(networks: Networks): '::' | '0.0.0.0' {
  const all = Object.values(networks).flatMap((addresses) => addresses ?? [])
  return all.some(({ family }) => family === 'IPv6') ? '::' : '0.0.0.0'
}
