/** Makes `count` of something, `atOnce` at a time. */
export async function many<T>(
  count: number,
  atOnce: number,
  make: (index: number) => Promise<T>,
): Promise<T[]> {
  const made: T[] = new Array<T>(count)
  let next = 0
  const work = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) made[index] = await make(index)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, work))
  return made
}
