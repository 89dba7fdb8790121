import { afterEach, beforeEach, describe, expect, it } from "vitest";
import "../../src/providers/registry.js";
import type { AnyProviderManifest } from "../../src/providers/provider.js";
import { providers } from "../../src/providers/registry.js";
import type { Collection } from "../../src/sandbox/store.js";
import { listenerInput, placeFor } from "../contract/places.js";
import type { Subject } from "../contract/subject.js";
import { connectSandboxed } from "../support/sandboxed-provider.js";
import { type Held, REPORTED, type ReportedCase } from "./reported-cases.js";

let subject: Subject;
afterEach(() => subject.stop());

async function connect(key: string): Promise<void> {
  const manifest = providers.find((one) => one.key === key) as AnyProviderManifest;
  subject = { ...(await connectSandboxed(manifest)), manifest };
}

function heldBy(collections: Readonly<Record<string, Collection<unknown>>> = {}): Held {
  const named = Object.entries(collections).map(([name, collection]) => {
    const objects = collection.all().map(({ id, value }) => [id, value] as const);
    return [name, Object.fromEntries(objects)] as const;
  });
  return Object.fromEntries(named);
}

/** Reads what the operation needs before the fault starts, and returns the operation. */
async function errandOf(asks: ReportedCase["asks"]): Promise<() => Promise<unknown>> {
  const { service } = subject;
  const call = () => subject.call({ deadlineAt: Date.now() + 2_000 });
  const page = { after: null, limit: 201 };
  switch (asks) {
    case "listeners":
      return () => service.listListeners({}, page, call());
    case "pools":
      return () => service.listPools({}, page, call());
    case "create listener": {
      const { parent, freePorts } = await placeFor(subject);
      const input = listenerInput(subject, parent, freePorts[0]!);
      return () => service.createListeners([{ parent: parent.ref, input }], call());
    }
    case "delete listener": {
      const [listener] = (await service.listListeners({}, page, call())).items;
      return () => service.deleteListener(listener!, { cascade: false }, call());
    }
  }
}

describe.each([...new Set(REPORTED.map(({ cloud }) => cloud))])("%s", (key) => {
  beforeEach(() => connect(key));

  it.each(REPORTED.filter(({ cloud }) => cloud === key).map((one) => [one.what, one] as const))(
    "behaves as in report %s, with fault rules alone",
    async (_what, { asks, rules }) => {
      const { cloud } = subject;
      const errand = await errandOf(asks);
      const wanted = typeof rules === "function" ? rules(heldBy(cloud.emulator.collections)) : rules;
      for (const rule of wanted) cloud.faults.add(rule);
      cloud.clearCalls();
      // This test does not check how the product handles it.
      await errand().catch(() => undefined);
      const edits = cloud.calls.reduce((sum, call) => sum + (call.edits ?? 0), 0);
      if (wanted.some(({ fault }) => fault.kind === "edit")) expect(edits).toBeGreaterThanOrEqual(wanted.length);
      else expect(cloud.calls).toContainEqual(expect.objectContaining({ status: 409 }));
    },
  );
});
