import { SERVING_WORDS } from "../words.js";
import type { Serving } from "./use-serving.js";

/** Whether traffic comes through. Undefined: it is being read. */
export function ServingPill({ serving }: { readonly serving: Serving | undefined }) {
  if (!serving) return <span className="small">Looking…</span>;
  return (
    <span className="pill" data-serving={serving}>
      {SERVING_WORDS[serving]}
    </span>
  );
}
