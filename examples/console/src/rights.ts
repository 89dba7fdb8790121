import type { CloudAccessAction } from "./generated/graphql.js";

/** The id of callers where the graph asks nobody who they are. */
const NOBODY_IN_PARTICULAR = "anybody";

interface Caller {
  readonly id: string;
  readonly name: string | null;
}

/** What to call a caller; null where the graph asks nobody who they are, or did not know then. */
export function callerName(caller: Caller | null | undefined): string | null {
  if (!caller || caller.id === NOBODY_IN_PARTICULAR) return null;
  return caller.name ?? caller.id;
}

interface Account {
  readonly viewerCan: readonly CloudAccessAction[];
}

/** Whether the graph would let its caller do this in the account. Grants may have narrower bounds; the graph has the last word. */
export const may = ({ viewerCan }: Account, action: CloudAccessAction): boolean => viewerCan.includes(action);

/** Why something cannot be chosen here; null when it can. */
export function whyNot(account: Account, action: "CHANGE" | "DELETE"): string | null {
  if (may(account, action)) return null;
  return action === "DELETE"
    ? "You may look at what is in this account, not delete it."
    : "You may look at what is in this account, not change it.";
}
