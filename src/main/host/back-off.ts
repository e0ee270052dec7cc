const shortest = 250
const longest = 15_000

/** Milliseconds before the nth try (1, 2, 3 …): doubling, with jitter over the upper half. */
export function backOff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(longest, shortest * 2 ** (attempt - 1))
  return Math.round(ceiling * (0.5 + random() / 2))
}
