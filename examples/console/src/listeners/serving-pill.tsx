import { countWords, REACHED_WORDS } from "../words.js";
import type { Serving } from "./use-serving.js";

/** Whether traffic comes through, and how many servers are well. Undefined: it is being read. */
export function ServingPill({ serving }: { readonly serving: Serving | undefined }) {
  if (!serving) return <span className="small">Looking…</span>;
  const { reached, servers } = serving;
  return (
    <>
      <span className="pill" data-serving={reached}>
        {REACHED_WORDS[reached]}
      </span>
      {servers && <span className="small">{serverWords(servers)}</span>}
    </>
  );
}

function serverWords({ healthy, unmonitored, total }: NonNullable<Serving["servers"]>): string {
  if (total === 0) return "no server";
  return unmonitored === total ? `${countWords(total, "server")}, not checked` : `${healthy} of ${total} healthy`;
}
