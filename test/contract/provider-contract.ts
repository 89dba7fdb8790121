import { describe } from "vitest";
import type { AnyProviderManifest } from "../../src/providers/provider.js";
import { describeFailures } from "./failure-contract.js";
import { describeKept } from "./kept-contract.js";
import { describeLists } from "./list-contract.js";
import { describeListenerChanges } from "./listener-change-contract.js";
import { describeModel } from "./model-contract.js";
import { describeNulls } from "./null-contract.js";
import { describePoolChanges } from "./pool-change-contract.js";
import { describeReads } from "./read-contract.js";

/**
 * What every provider has to do, whatever its cloud is like. Nothing here knows a cloud: what differs is looked up in
 * the manifest, and inputs are built from its capabilities and rules.
 */
export function describeProvider(manifest: AnyProviderManifest): void {
  describe(manifest.title, { timeout: 60_000 }, () => {
    describeModel(manifest);
    describeLists(manifest);
    describeReads(manifest);
    describeKept(manifest);
    describeListenerChanges(manifest);
    describePoolChanges(manifest);
    describeNulls(manifest);
    describeFailures(manifest);
  });
}
