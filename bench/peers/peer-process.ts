/** Says that the peer listens, and ends with the parent that started it. */
export function announce(port: number): void {
  process.stdout.write(`${JSON.stringify({ ready: true, port })}\n`)
  process.stdin.on('end', () => process.exit(0)).resume()
}
