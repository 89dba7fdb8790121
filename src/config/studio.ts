import { ConfigError } from "./config-error.js";
import type { Mistake } from "./mistake.js";

/** What is sent to Apollo Studio. Off without a key; switched by Apollo's own environment variables. */
export interface StudioReporting {
  readonly usage: boolean;
  readonly schema: boolean;
}

export const NO_REPORTING: StudioReporting = { usage: false, schema: false };

/**
 * APOLLO_KEY with APOLLO_GRAPH_REF: usage is reported; with APOLLO_SCHEMA_REPORTING=true the schema as well.
 * @throws ConfigError where Apollo Server would end the process and show a part of the key
 */
export function studioReporting(env: Readonly<Record<string, string | undefined>>): StudioReporting {
  const { APOLLO_KEY = "", APOLLO_GRAPH_REF, APOLLO_GRAPH_ID, APOLLO_GRAPH_VARIANT } = env;
  const mistakes: Mistake[] = [];
  if (!/^[\x21-\x7e]*$/.test(APOLLO_KEY.trim())) {
    const message = "`APOLLO_KEY` must be the key of a graph: letters, digits and symbols, without spaces.";
    mistakes.push({ path: "APOLLO_KEY", message });
  }
  if (APOLLO_GRAPH_REF && (APOLLO_GRAPH_ID || APOLLO_GRAPH_VARIANT)) {
    const message =
      "`APOLLO_GRAPH_REF` must not be combined with APOLLO_GRAPH_ID and APOLLO_GRAPH_VARIANT, which it replaces.";
    mistakes.push({ path: "APOLLO_GRAPH_REF", message });
  }
  if (mistakes.length > 0) throw new ConfigError("The environment", mistakes);
  const hasGraph = Boolean(APOLLO_KEY && APOLLO_GRAPH_REF);
  return { usage: hasGraph, schema: hasGraph && env.APOLLO_SCHEMA_REPORTING === "true" };
}
