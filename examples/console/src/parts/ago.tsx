import { useSyncExternalStore } from "react";
import { agoWords, momentWords } from "../words.js";

const TICK_MS = 5_000;
let now = Date.now();

/** One clock for the page, so that all ages on it move together. */
function onTick(changed: () => void): () => void {
  now = Date.now();
  const timer = setInterval(() => {
    now = Date.now();
    changed();
  }, TICK_MS);
  return () => clearInterval(timer);
}

/** How long ago something was read. */
export function Ago({ at }: { readonly at: string }) {
  // What was read after the last tick is not from the future.
  const shown = useSyncExternalStore(onTick, () => now);
  return (
    <time dateTime={at} title={momentWords(at)}>
      {agoWords(at, shown)}
    </time>
  );
}
