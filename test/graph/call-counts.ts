import type { AnyProviderManifest } from "../../src/providers/provider.js";

/** Requests that a cloud's documents take, with the sandbox's inventory of 24 or so listeners. */
export interface CallCounts {
  /** What the listeners themselves take. */
  readonly listeners: number;
  /** With their parents: one more, none where the way to the listeners leads through them. */
  readonly parents: number;
  /** With their pools. */
  readonly pools: number;
  /** With the parents, and with the members and health monitors of the pools. */
  readonly everything: number;
  /** The same by many ways at once. */
  readonly manyWays: number;
  /** Twenty listeners as entities, by id. */
  readonly byId: number;
  /** The same by urn. */
  readonly byUrn: number;
  /** Everything that the inventory keeps of it. */
  readonly sweep: number;
}

/** What each cloud's tests say of it, by the clouds' keys. */
export async function callCountsOf(clouds: readonly AnyProviderManifest[]): Promise<ReadonlyMap<string, CallCounts>> {
  const counts = clouds.map(async ({ key }) => {
    const { callCounts } = (await import(`../providers/${key}/call-counts.ts`)) as { readonly callCounts: CallCounts };
    return [key, callCounts] as const;
  });
  return new Map(await Promise.all(counts));
}
