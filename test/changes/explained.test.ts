import { describe, expect, it } from "vitest";
import { COMES_LATE_MS, isExplained, neededSince } from "../../src/changes/explained.js";
import type { Observed } from "../../src/changes/observed.js";
import type { SentChange } from "../../src/store/journal.js";

const READ_AT = 1_000_000_000;
const LISTENER = "a:listener:lsr-1";
const PARENT = "a:accelerator:ga-1";

const observed = (given: Partial<Observed> = {}): Observed => ({
  action: "UPDATE_LISTENER",
  targetUrn: LISTENER,
  parentUrn: PARENT,
  alsoUrns: [],
  before: { name: "old" },
  after: { name: "new" },
  differences: [{ path: ["name"], before: "old", after: "new" }],
  ...given,
});
const created = observed({ action: "CREATE_LISTENER", before: null });
const ofOther = { targetUrn: "a:listener:lsr-2" };
const ofOtherParent = { ...ofOther, parentUrn: "a:accelerator:ga-2" };

const sent = (given: Partial<SentChange> = {}): SentChange => ({
  id: "1",
  action: "UPDATE_LISTENER",
  state: "SUCCEEDED",
  parentUrn: PARENT,
  targetUrn: LISTENER,
  differences: [],
  settledAt: READ_AT + 1,
  ...given,
});

describe("what differs from the last read", () => {
  it.each<[what: string, one: Observed, change: SentChange, isOurs: boolean]>([
    ["a change of it has ended since", observed(), sent(), true],
    ["a change of it is under way", observed(), sent({ settledAt: null, state: "RUNNING" }), true],
    ["one had ended before, with what now differs", observed(), sent({ settledAt: READ_AT - 60_000 }), false],
    ["one had ended when the last read began", observed(), sent({ settledAt: READ_AT }), false],
    [
      "nobody knows whether the cloud did what was sent",
      observed(),
      sent({ settledAt: READ_AT - 60_000, state: "OUTCOME_UNKNOWN" }),
      true,
    ],
    [
      "the cloud shows late what a change had asked for",
      observed(),
      sent({ settledAt: READ_AT - 60_000, differences: [{ path: ["name"], before: "x", after: "new" }] }),
      true,
    ],
    [
      "a change had asked for another value",
      observed(),
      sent({ settledAt: READ_AT - 60_000, differences: [{ path: ["name"], before: "old", after: "newer" }] }),
      false,
    ],
    ["another listener was changed", observed(ofOther), sent(), false],
    ["a pool that shows there was changed", observed(), sent({ action: "UPDATE_POOL", targetUrn: "a:pool:p" }), false],
    [
      "its implied pool was changed",
      observed({ alsoUrns: ["a:pool:lsr-1"] }),
      sent({ action: "UPDATE_POOL", targetUrn: "a:pool:lsr-1" }),
      true,
    ],
    ["a neighbour was deleted, with what hung on it", observed(ofOther), sent({ action: "DELETE_LISTENER" }), true],
    [
      "a neighbour was deleted, which makes nothing new",
      { ...created, ...ofOther },
      sent({ action: "DELETE_LISTENER" }),
      false,
    ],
    ["a pool was created for it", observed(), sent({ action: "CREATE_POOL", targetUrn: null }), true],
    ["a neighbour was deleted elsewhere", observed(ofOtherParent), sent({ action: "DELETE_LISTENER" }), false],
    [
      "a create has not said yet what it made",
      created,
      sent({ action: "CREATE_LISTENER", targetUrn: null, settledAt: null, state: "RUNNING" }),
      true,
    ],
    ["a create has made another one", { ...created, ...ofOther }, sent({ action: "CREATE_LISTENER" }), false],
    [
      "a create that makes something anew cannot have changed it",
      observed(),
      sent({ action: "CREATE_LISTENER", targetUrn: null, settledAt: null, state: "RUNNING" }),
      false,
    ],
  ])("when %s", (_what, one, change, isOurs) => {
    expect(isExplained(one, [sent({ targetUrn: "a:listener:lsr-9" }), change], READ_AT)).toBe(isOurs);
  });

  it("is looked for among changes that had ended long enough before", () => {
    expect(neededSince(READ_AT)).toBeLessThanOrEqual(READ_AT - COMES_LATE_MS);
  });
});
