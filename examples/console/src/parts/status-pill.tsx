import type { ResourceStatus } from "../generated/graphql.js";
import { STATUS_WORDS } from "../words.js";

export function StatusPill({ status }: { readonly status: ResourceStatus }) {
  return (
    <span className="pill" data-status={status}>
      {STATUS_WORDS[status]}
    </span>
  );
}
