import type { GraphQLResolveInfo } from "graphql";
import type { ChangeRunner } from "../changes/change-runner.js";

/** The idempotency key of a field's change: a request's key counts separately for each of its fields. */
export function ofField(changes: ChangeRunner, { path }: GraphQLResolveInfo): ChangeRunner {
  const { requestKey } = changes;
  return requestKey == null ? changes : { ...changes, requestKey: `${requestKey} ${path.key}` };
}
