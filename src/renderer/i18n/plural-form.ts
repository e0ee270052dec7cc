const ORDER = ['zero', 'one', 'two', 'few', 'many', 'other'] as const

/** Index of the plural form for `count`: a message's forms stand in CLDR's order (one | few | other). */
export function pluralForm(language: string, count: number, forms: number): number {
  const rules = new Intl.PluralRules(language)
  const known = rules.resolvedOptions().pluralCategories
  const index = ORDER.filter((form) => known.includes(form)).indexOf(rules.select(count))
  return Math.min(Math.max(index, 0), forms - 1)
}
