import type { Target } from '../report/figure.ts'

/** By `members/W`, then by whom Parley is compared with. */
const atLeast: Record<string, Record<string, number>> = {
  '1000/1': { 'bare uWS': 0.95, 'ws loop': 1.6, 'Socket.IO': 2.3 },
  '100/1': { 'bare uWS': 0.8, 'bare uWS per CPU second': 0.9, 'ws loop': 1.1, 'Socket.IO': 1.2 },
  '1000/30': { 'bare uWS': 1, 'ws loop': 20, 'Socket.IO': 20 },
  '100/30': { 'bare uWS': 0.9, 'ws loop': 15, 'Socket.IO': 15 },
  '10/30': { 'bare uWS': 0.5, 'ws loop': 4, 'Socket.IO': 4 },
  '100/256': { 'bare uWS': 10, 'ws loop': 20, 'Socket.IO': 20 },
}

export function fanOutTarget(members: number, flight: number, against: string): Target | undefined {
  const value = atLeast[`${members}/${flight}`]?.[against]
  return value === undefined ? undefined : { bound: 'at least', value }
}
