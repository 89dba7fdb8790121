import { useCallback, useEffect, useRef } from "react";
import type { Watching } from "./watching.js";

/** Events that come together are one reason to look. */
const TOGETHER_MS = 400;

/** Looks soon, once for all who ask for it in the meantime. */
export function useSoon(look: () => void): () => void {
  const latest = useRef(look);
  latest.current = look;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(), TOGETHER_MS);
  }, []);
}

/**
 * Tells whenever one of some objects has changed, for as long as the graph tells.
 * @param tell the same function each time
 */
export function useWatch(watching: Watching, ids: readonly string[], tell: () => void): void {
  const key = ids.join(" ");
  useEffect(() => (key === "" ? undefined : watching.watch(key.split(" "), tell)), [watching, key, tell]);
}
