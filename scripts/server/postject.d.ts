declare module 'postject' {
  /** Puts `resource` into the executable `file`, which is written anew. */
  export function inject(
    file: string,
    resourceName: string,
    resource: Uint8Array,
    options?: { sentinelFuse?: string; machoSegmentName?: string },
  ): Promise<void>
}
