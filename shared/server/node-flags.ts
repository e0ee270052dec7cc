/**
 * What Node is given where it runs the server. While many messages are under way all of them outlive a
 * young generation of the usual size, and copying them again and again is a quarter of the work.
 */
export const serverNodeFlags: readonly string[] = ['--max-semi-space-size=64']
