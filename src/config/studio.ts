/** What is sent to Apollo Studio. Off without a key; switched by Apollo's own environment variables. */
export interface StudioReporting {
  readonly usage: boolean;
  readonly schema: boolean;
}

export const NO_REPORTING: StudioReporting = { usage: false, schema: false };

/** APOLLO_KEY with APOLLO_GRAPH_REF: usage is reported; with APOLLO_SCHEMA_REPORTING=true the schema as well. */
export function studioReporting(env: Readonly<Record<string, string | undefined>>): StudioReporting {
  const hasGraph = Boolean(env.APOLLO_KEY && env.APOLLO_GRAPH_REF);
  return { usage: hasGraph, schema: hasGraph && env.APOLLO_SCHEMA_REPORTING === "true" };
}
