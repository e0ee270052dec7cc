import { computed, ref, type ComputedRef } from 'vue'
import { useRoute } from 'vue-router'
import { inviteUri, parseInviteQuery } from '../../../../protocol/invite-link.ts'

export interface FollowedInvite {
  /** The secret in the link that was followed. */
  followed: ComputedRef<string | null>
  /** The same, until the space refused it: then another invite can be entered. */
  given: ComputedRef<string | null>
  /** A browser that follows an invite may be on a computer that has the app. */
  appLink: ComputedRef<string | null>
  /** The space says that it is good no more. */
  refuse(): void
}

/** The invite whose link led here. */
export function useFollowedInvite(): FollowedInvite {
  const route = useRoute()
  const link = computed(() => {
    const query = route.name === 'join' ? route.fullPath.split('?')[1] : undefined
    return query === undefined ? null : parseInviteQuery(query)
  })
  const followed = computed(() => link.value?.secret ?? null)
  const refused = ref<string | null>(null)
  return {
    followed,
    given: computed(() => (followed.value === refused.value ? null : followed.value)),
    appLink: computed(() => (link.value && !window.parley ? inviteUri(link.value) : null)),
    refuse: () => (refused.value = followed.value),
  }
}
