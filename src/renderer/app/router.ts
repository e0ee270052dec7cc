import {
  createRouter,
  createWebHashHistory,
  type Router,
  type RouteRecordRaw,
  type RouterHistory,
} from 'vue-router'

/** The routes that features bring, each in `features/<noun>/<noun>-routes.ts`. */
const brought = import.meta.glob<{ routes: RouteRecordRaw[] }>('../features/*/*-routes.ts', {
  eager: true,
})

/**
 * The address is in the hash: it works under `app://` as under any web server, and what it names
 * never reaches a log.
 */
export function createAppRouter(
  session: { signedIn(): boolean; ended(): boolean; outside(): boolean; canJoin(): boolean },
  history: RouterHistory = createWebHashHistory(),
): Router {
  const children: RouteRecordRaw[] = [
    { path: '', name: 'home', component: () => import('./HomeView.vue'), meta: { column: 'list' } },
    ...Object.values(brought).flatMap(({ routes }) => routes),
    { path: ':nowhere(.*)*', name: 'nowhere', component: () => import('./NowhereView.vue') },
  ]
  const router = createRouter({
    history,
    routes: [
      {
        path: '/welcome',
        name: 'welcome',
        component: () => import('../features/onboarding/WelcomeView.vue'),
        meta: { open: true },
      },
      {
        // An invite's link: what it holds is after the hash, and never sent.
        path: '/join',
        name: 'join',
        component: () => import('../features/onboarding/WelcomeView.vue'),
        meta: { open: true },
      },
      {
        path: '/spaces',
        name: 'spaces',
        component: () => import('../features/joining/JoinView.vue'),
        meta: { anywhere: true },
      },
      {
        path: '/network',
        name: 'network',
        component: () => import('../features/doctor/DoctorView.vue'),
        meta: { anywhere: true },
      },
      {
        path: '/waiting',
        name: 'waiting',
        component: () => import('../features/admission/WaitingView.vue'),
      },
      { path: '/', component: () => import('./SpaceView.vue'), children },
    ],
  })

  router.beforeEach((to) => {
    if (to.meta.anywhere) return session.canJoin() || { name: 'home' }
    const inside = session.signedIn() && !session.ended()
    if (session.signedIn() && session.outside()) return to.name === 'waiting' || { name: 'waiting' }
    if (to.name === 'waiting') return { name: 'home' }
    if (to.meta.open) return inside ? { name: 'home' } : true
    if (session.signedIn()) return true
    return { name: 'welcome', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  })
  return router
}
