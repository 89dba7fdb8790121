/** Where GraphiQL keeps open tabs. */
const TABS_KEY = "graphiql:tabState";

/**
 * The query string that opens the page as on the first visit: with the examples instead of the tabs of earlier visits.
 */
export const FRESH = "?examples";

/**
 * Removes the tabs of earlier visits when the address asks for it. Must run before GraphiQL starts, which saves them
 * again at any time.
 */
export function forgetTabsIfAsked(): void {
  if (location.search !== FRESH) return;
  history.replaceState(null, "", location.pathname);
  try {
    localStorage.removeItem(TABS_KEY);
  } catch {
    // Storage is disabled, so there are none.
  }
}
