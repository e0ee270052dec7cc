import { closeCodes, errorCodes } from '../../protocol/index.ts'

/** Every refusal's code with its status, as a table in Markdown. */
export function errorTable(): string {
  const rows = Object.entries(errorCodes).map(
    ([code, { status, final }]) => `| \`${code}\` | ${status} | ${final ? 'no' : 'yes'} |`,
  )
  return ['| Code | Status | Can a repeat succeed? |', '| --- | --- | --- |', ...rows].join('\n')
}

/** Every code with which the server closes a connection, as a table in Markdown. */
export function closeTable(): string {
  const rows = Object.entries(closeCodes).map(
    ([reason, code]) => `| ${code} | \`${reason}\` | ${code < 4100 ? 'yes' : 'no'} |`,
  )
  return ['| Code | Reason | Come back and resume? |', '| --- | --- | --- |', ...rows].join('\n')
}
