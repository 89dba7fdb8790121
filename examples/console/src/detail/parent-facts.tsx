import { Facts } from "../parts/facts.js";
import { StatusPill } from "../parts/status-pill.js";
import { nameOf } from "../words.js";
import type { DetailedListener } from "./listener-facts.js";

const KINDS = { LoadBalancer: "Load balancer", Accelerator: "Accelerator" };

/** The parent of the listener. */
export function ParentFacts({ parent }: { readonly parent: DetailedListener["parent"] }) {
  if (!parent) return null;
  return (
    <section>
      <h3>{KINDS[parent.__typename]}</h3>
      <Facts
        facts={[
          ["Name", nameOf(parent)],
          ["Status", <StatusPill key="status" status={parent.status} />],
          ["Addresses", parent.addresses.join(", ")],
          ["Id at the cloud", <code key="id">{parent.nativeId}</code>],
        ]}
      />
    </section>
  );
}
