/** Members of update inputs that say what to change and how to go about it, but are no change themselves. */
const NO_CHANGES: readonly string[] = ["id", "ifMatch", "waitUntilActive", "context"];

/** Whether an update input names nothing to change. */
export function changesNothing(input: object): boolean {
  return Object.entries(input).every(([member, value]) => value === undefined || NO_CHANGES.includes(member));
}
