import 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    /** Which column a narrow window shows: the list, or (where left out) what was chosen from it. */
    column?: 'list'
    /** Needs nobody signed in: the way in. */
    open?: boolean
    /** Is about no space in particular: for whoever is signed in, and whoever is not. */
    anywhere?: boolean
  }
}
