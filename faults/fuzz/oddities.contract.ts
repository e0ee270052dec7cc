import fc from 'fast-check'

/** Values that were not thought of, or just beyond what was. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, '', ' ', '0', 0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER + 1, 2 ** 31],
    ...[[], {}, [[]], [null], { length: 5 }, '__proto__', 'constructor', '../..', '%00', '\u0000'],
    ...[
      '\ud800',
      '\u202e',
      '\u200b',
      'e\u0301'.repeat(300),
      'x'.repeat(10_001),
      '😀'.repeat(5_001),
    ],
    ...['a.b', '.', 'a'.repeat(33), "'; DROP TABLE event; --", '"', '*', 'NEAR(', 'NaN', '1e999'],
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.integer(),
  fc.double(),
  fc.jsonValue({ maxDepth: 4 }),
  fc.nat(60).map((depth) => nested(depth * 20)),
)

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { value }
  return value
}

type Change = { at: number; how: 'replace' | 'remove' | 'add' | 'repeat'; with: unknown }

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(1_000),
  how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'repeat'),
  with: odd,
})

/** The sample with up to three of its places changed; now and then as it is. */
export function mutated<T extends object>(sample: T): fc.Arbitrary<T> {
  return fc.array(change, { maxLength: 3 }).map((changes) => {
    const copy = structuredClone(sample)
    for (const one of changes) apply(one, copy)
    return copy
  })
}

type Place = { of: Record<string, unknown>; key: string }

function apply({ at, how, with: value }: Change, to: object): void {
  const places = placesOf(to as Record<string, unknown>)
  const place = places[at % Math.max(1, places.length)]
  if (!place) return
  const { key, of } = place
  if (how === 'replace') of[key] = value
  else if (how === 'remove') delete of[key]
  else if (how === 'add') of[`${key}X`] = value
  else of[key] = Array.from({ length: 200 }, () => of[key])
}

function placesOf(value: Record<string, unknown>): Place[] {
  return Object.entries(value).flatMap(([key, inner]) => [
    { of: value, key },
    ...(typeof inner === 'object' && inner !== null
      ? placesOf(inner as Record<string, unknown>)
      : []),
  ])
}
