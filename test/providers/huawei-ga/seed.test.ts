import { afterEach, beforeEach, expect, it } from "vitest";
import { connectRecorded, type Recorded } from "./recorder.js";
import { seedPath, seedRequest, seedResponse } from "./seed-document.js";
import { listenerNamed } from "./steps.js";

let provider: Recorded;
beforeEach(async () => {
  provider = await connectRecorded();
});
afterEach(() => provider.stop());

/** What a user would ask for to make the page's request. */
const input = {
  name: "listenerNameNew",
  description: "listener description new",
  portRanges: [{ fromPort: 5000, toPort: 5200 }],
  clientAffinity: "SOURCE_IP",
} as const;

async function update() {
  const listener = await listenerNamed(provider, "listenerName");
  provider.requests.length = 0;
  return provider.service.updateListener(
    listener,
    { id: listener.id, ...input, portRanges: [...input.portRanges] },
    provider.call(),
  );
}

it("the page's request goes over the wire as printed", async () => {
  await update();
  expect(provider.requests).toEqual([
    { action: "UpdateListener", method: "PUT", path: seedPath, query: "", body: seedRequest },
  ]);
});

it("the emulator's answer differs from the page's only in what time changes", async () => {
  const updated = await update();
  const { status, created_at, updated_at, frozen_info, ...rest } = seedResponse.listener;
  const [shown] = provider.cloud.emulator.snapshot().listeners!.filter((one) => (one as { id: string }).id === rest.id);
  expect(shown).toMatchObject(rest);
  expect(Object.keys(shown as object).sort()).toEqual(Object.keys(seedResponse.listener).sort());
  expect(updated.status).toBe("ACTIVE");
});

it("the page's answer becomes the listener that it describes", async () => {
  const body = JSON.stringify(seedResponse);
  provider.cloud.faults.add({ fault: { kind: "respond", status: 200, body }, actions: "UpdateListener" });
  const updated = await update();
  expect(updated).toMatchObject({
    nativeId: "1b11747a-b139-492f-9692-2df0b1c87193",
    provider: "HUAWEI_GA",
    parentRef: { kind: "accelerator", key: "ac1bf54f-6a23-4074-af77-800648d25bc8" },
    name: "listenerNameNew",
    description: "listener description new",
    protocol: "TCP",
    portRanges: [{ fromPort: 5000, toPort: 5200, size: 201 }],
    clientAffinity: "SOURCE_IP",
    // The sample is ACTIVE and terminated at once, so the two cannot be distinguished.
    status: "ACTIVE",
    nativeStatus: "ACTIVE",
    frozen: { isFrozen: false, effect: expect.stringMatching(/Terminated/), reasons: ["ARREAR", "POLICE"] },
    settings: { domainId: "99a3fff0d03c428eac3678da6a7d0f24", frozenStatus: 2 },
    tags: [{ key: "tagKey", value: "tagValue" }],
    createdAt: "2019-01-08T01:21:37.151Z",
    updatedAt: "2019-01-08T01:21:37.151Z",
  });
});
