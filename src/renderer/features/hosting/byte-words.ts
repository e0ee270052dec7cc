const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** So many bytes as people say it: three figures at most, and a unit. */
export function sayBytes(locale: string, bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const options = { style: 'unit', unit: UNITS[step], maximumSignificantDigits: 3 } as const
  return new Intl.NumberFormat(locale, options).format(bytes / 1000 ** step)
}
