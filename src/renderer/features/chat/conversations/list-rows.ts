import type { ConversationView } from '../../../../../client/space-client.ts'

export type SectionName = 'direct' | 'groups'
export type ListRow =
  | { kind: 'section'; key: string; section: SectionName; collapsed: boolean; unread: number }
  | { kind: 'conversation'; key: string; view: ConversationView }
  | { kind: 'empty'; key: string; section: SectionName }

const SECTIONS = [
  ['direct', 'direct'],
  ['groups', 'group'],
] as const

/**
 * The list as it stands in the sidebar: each section's conversations in the order given (most recent
 * first). A collapsed section still shows what is open and what is unread.
 */
export function listRows(
  views: readonly ConversationView[],
  collapsed: ReadonlySet<SectionName>,
  open: string | null,
): ListRow[] {
  return SECTIONS.flatMap(([section, kind]) => {
    const inSection = views.filter((view) => view.kind === kind)
    const isCollapsed = collapsed.has(section)
    const shown = isCollapsed
      ? inSection.filter((view) => view.unread > 0 || view.failed > 0 || view.id === open)
      : inSection
    const unread = inSection.reduce((sum, view) => sum + view.unread, 0)
    const head: ListRow = {
      kind: 'section',
      key: `section:${section}`,
      section,
      collapsed: isCollapsed,
      unread,
    }
    const rows = shown.map((view): ListRow => ({ kind: 'conversation', key: view.id, view }))
    const empty = inSection.length === 0 && !isCollapsed
    return empty ? [head, { kind: 'empty', key: `empty:${section}`, section }] : [head, ...rows]
  })
}
