import { useEffect, useRef } from "react";
import type { Watching } from "./watching.js";

/** Events that come together are one reason to look. */
const TOGETHER_MS = 250;

/** Looks again whenever one of some objects has changed, for as long as the graph tells. */
export function useWatch(watching: Watching, ids: readonly string[], look: () => void): void {
  const latest = useRef(look);
  latest.current = look;
  const key = ids.join(" ");
  useEffect(() => {
    if (key === "") return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leave = watching.watch(key.split(" "), () => {
      clearTimeout(timer);
      timer = setTimeout(() => latest.current(), TOGETHER_MS);
    });
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, [watching, key]);
}
