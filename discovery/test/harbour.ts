import type { Fingerprint } from '../../protocol/fingerprint.ts'
import type { AnnouncedSpace } from '../service/space-service.ts'

/** Fingerprints as certificates have them, one for each letter. */
export const print = (letter: string): Fingerprint => `${letter.repeat(42)}A` as Fingerprint

export const harbour: AnnouncedSpace = {
  id: 'harbour-epoch',
  name: 'Harbour',
  fingerprint: print('h'),
  port: 7759,
}

/** Another space that is called the same. */
export const otherHarbour: AnnouncedSpace = {
  ...harbour,
  id: 'another-epoch',
  fingerprint: print('o'),
}
