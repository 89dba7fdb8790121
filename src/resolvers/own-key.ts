import type { GraphQLResolveInfo } from "graphql";
import type { ChangeRunner } from "../changes/change-runner.js";

/** What a field's change is made with: one idempotency key of a request stands for each of its fields by itself. */
export function ofField(changes: ChangeRunner, { path }: GraphQLResolveInfo): ChangeRunner {
  const { requestKey } = changes;
  return requestKey == null ? changes : { ...changes, requestKey: `${requestKey} ${path.key}` };
}
