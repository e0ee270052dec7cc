import type { User } from '../../protocol/index.ts'
import { foldText } from './fold-text.ts'

/** What the directory is sorted by. A line feed comes before whatever a name may hold. */
export function directoryKey({ displayName, name }: Pick<User, 'displayName' | 'name'>): string {
  return `${foldText(displayName)}\n${foldText(name)}`
}
