import { useQuery } from "urql";
import { type HangingPoolFragment, HangsOnListenerDocument } from "../generated/graphql.js";
import { countWords, nameOf } from "../words.js";

/** What stands behind a listener that is about to be deleted. */
export function WhatHangs({ listenerId }: { readonly listenerId: string }) {
  const [{ data, error }] = useQuery({
    query: HangsOnListenerDocument,
    variables: { id: listenerId },
    requestPolicy: "network-only",
  });
  const pools = data?.listener?.pools;
  if (!pools)
    return <p className="small">{error ? "Its dependents could not be read." : "Looking up its dependents…"}</p>;
  const { nodes, isComplete, pageInfo } = pools;
  const isAll = isComplete && !pageInfo.hasNextPage;
  // An implied pool is the listener's own: it counts by its servers.
  const hanging = nodes.filter(({ isImplicit, members }) => !isImplicit || members.nodes.length > 0);
  if (hanging.length === 0) return <p>{isAll ? "It has no dependents." : "Its dependents could not be read."}</p>;
  return (
    <div>
      <p>On it hang:</p>
      <ul className="hangs">
        {hanging.map((pool) => (
          <li key={pool.id}>{poolWords(pool)}</li>
        ))}
        {!isAll && <li>and more than could be read here</li>}
      </ul>
    </div>
  );
}

function poolWords({ members, isImplicit, ...pool }: HangingPoolFragment): string {
  const servers = countWords(members.nodes.length, "server") + (members.pageInfo.hasNextPage ? " and more" : "");
  return isImplicit ? servers : `pool ${nameOf(pool)}, with ${servers}`;
}
