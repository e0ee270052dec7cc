const LOOPBACK = /^(localhost|127\..*|::1)$/

/** Whether an address to listen on is this machine's alone. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host)
}
