import { useEffect, useMemo, useState } from "react";
import { filtersFor, type Look } from "../find/filters-for.js";
import type { CloudProvider } from "../generated/graphql.js";
import type { View } from "../view-in-address.js";
import type { Question } from "./groups.js";

/** Milliseconds without typing after which a text is taken as meant. */
const PAUSE_MS = 300;

const EVERYTHING: readonly Look[] = [{ kind: "listeners", matches: null, filter: {} }];

/** What a view asks of the graph; a text that is being typed when it is settled. */
export function useQuestionOf({ find, cloud, status, sort, age }: View): Question {
  const [settled, setSettled] = useState(find.trim());
  useEffect(() => {
    const asked = find.trim();
    const timer = setTimeout(() => setSettled(asked), asked === "" ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [find]);
  return useMemo(() => {
    const looks = filtersFor(settled);
    return {
      looks: looks.length > 0 ? looks : EVERYTHING,
      filter: { ...(cloud && { providers: [cloud as CloudProvider] }), ...(status && { statuses: [status] }) },
      maxAgeSeconds: age,
      orderBy: sort && { field: sort.field, direction: sort.direction },
    };
  }, [settled, cloud, status, sort?.field, sort?.direction, age]);
}
