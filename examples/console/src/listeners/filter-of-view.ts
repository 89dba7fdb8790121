import { useEffect, useMemo, useState } from "react";
import type { CloudProvider, ListenerFilter } from "../generated/graphql.js";
import type { View } from "../view-in-address.js";

const MAX_PORT = 65_535;
/** Milliseconds without typing after which a port is taken as meant. */
const PAUSE_MS = 250;

/** What a text in the port filter says. */
export function portIn(text: string): number | "any" | "wrong" {
  const trimmed = text.trim();
  if (trimmed === "") return "any";
  const port = Number(trimmed);
  return /^\d+$/.test(trimmed) && port >= 1 && port <= MAX_PORT ? port : "wrong";
}

/** The graph's filter for a view. Half-typed and wrong ports leave the filter as it was. */
export function useFilterOf({ port, cloud, status }: View): ListenerFilter {
  const [settled, setSettled] = useState(() => portIn(port));
  useEffect(() => {
    const asked = portIn(port);
    if (asked === "wrong") return;
    const timer = setTimeout(() => setSettled(asked), asked === "any" ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [port]);
  return useMemo(
    () => ({
      ...(typeof settled === "number" && { coversPort: settled }),
      ...(cloud && { providers: [cloud as CloudProvider] }),
      ...(status && { statuses: [status] }),
    }),
    [settled, cloud, status],
  );
}
