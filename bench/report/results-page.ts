import { isReached, missedBy, type Figure, type Spread } from './figure.ts'
import type { Machine } from './machine.ts'
import type { Results, TakenPart } from './results-file.ts'

/** `bench/RESULTS.md`. */
export function resultsPage({ parts }: Results): string {
  const taken = Object.values(parts)
  return [
    '# Results',
    '',
    'Written by `npm run bench`; [docs/benchmarks.md](../docs/benchmarks.md) says how to read and repeat it. ' +
      'Figures are medians of interleaved rounds, with the least and the greatest.',
    '',
    ...machines(taken),
    '## Targets',
    '',
    ...targets(taken),
    '',
    ...taken.flatMap(partSection),
  ].join('\n')
}

function machines(taken: readonly TakenPart[]): string[] {
  const described = new Set(taken.map(({ machine }) => describe(machine)))
  return [...described].flatMap((line) => [`Taken on ${line}.`, ''])
}

function describe({ apart, cpu, cores, disk, memory, node, system }: Machine): string {
  const where = apart
    ? 'the server alone on one core, the generator on another'
    : 'server and generator on the same cores, so that the figures mean little'
  return `${cpu}, ${cores} cores, ${memory}, ${system}, Node ${node}, data on ${disk}; ${where}`
}

function targets(taken: readonly TakenPart[]): string[] {
  const rows = taken.flatMap(({ figures, title }) =>
    figures
      .filter(({ target }) => target)
      .map((figure) => `| ${title}: ${figure.what} | ${cells(figure).join(' | ')} |`),
  )
  return [...head('Figure'), ...rows]
}

/** The lines about one part. */
export function partSection(taken: TakenPart): string[] {
  const { command, figures, how, plots, remarks, takenAt, title } = taken
  return [
    `## ${title}`,
    '',
    `\`${command}\`, ${takenAt}.`,
    '',
    how,
    '',
    ...plots.flatMap((plot) => [`![${plot.title}](../docs/images/${plot.file})`, '']),
    ...head('Figure'),
    ...figures.map((figure) => `| ${figure.what} | ${cells(figure).join(' | ')} |`),
    '',
    ...remarks.flatMap((remark) => [`- ${remark}`]),
    ...(remarks.length > 0 ? [''] : []),
  ]
}

function head(first: string): string[] {
  return [
    `| ${first} | Median | Min to max | Target | Reached | |`,
    '| --- | ---: | ---: | ---: | --- | --- |',
  ]
}

function cells(figure: Figure): string[] {
  const { lowerBound, remark, target, unit, value } = figure
  const aim = target ? `${target.bound === 'at least' ? '≥' : '≤'} ${told(target.value, unit)}` : ''
  const notes = [lowerBound ? 'the generator was saturated: a lower bound' : '', remark ?? '']
  return [
    `${lowerBound ? '≥ ' : ''}${told(value.median, unit)}`,
    range(value),
    aim,
    target ? verdict(figure) : '',
    notes.filter((note) => note !== '').join('; '),
  ]
}

function verdict(figure: Figure): string {
  return isReached(figure) ? 'yes' : `**missed by ${Math.round(missedBy(figure) * 100)} %**`
}

function range({ max, min }: Spread): string {
  return `${rounded(min)} to ${rounded(max)}`
}

function told(value: number, unit: string): string {
  return unit === '×' ? `${rounded(value)}×` : `${rounded(value)} ${unit}`.trim()
}

/** Three digits that count. */
export function rounded(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const digits =
    Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3
  return value.toLocaleString('en', {
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  })
}
