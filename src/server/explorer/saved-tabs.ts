/** Where GraphiQL keeps open tabs. */
const TABS_KEY = "graphiql:tabState";

/** The address of the page as it was on the first visit: with the examples, in place of the tabs that were left open. */
export const FRESH = "?examples";

/** Forgets the tabs of earlier visits when the address asks for it. Before GraphiQL starts: it writes them back at any time. */
export function forgetTabsIfAsked(): void {
  if (location.search !== FRESH) return;
  history.replaceState(null, "", location.pathname);
  try {
    localStorage.removeItem(TABS_KEY);
  } catch {
    // Storage is switched off: there are none.
  }
}
