import { expect, it } from "vitest";
import { ANYBODY } from "../../src/access/caller.js";
import { gatekeeper, maySeeChange } from "../../src/access/gate.js";
import { OPEN, policyOf } from "../../src/access/grants.js";
import { GrantConfig } from "../../src/config/access.js";
import type { Accounts } from "../../src/providers/accounts.js";

const accounts = new Map([
  ["one", { account: { id: "one" }, manifest: { key: "cloud" }, isReadOnly: false }],
]) as unknown as Accounts;
const outside = { accountId: "one", callerId: "" };

it("a change without a caller is nobody's own, whatever the caller's id", () => {
  const readers = policyOf([Object.assign(new GrantConfig(), { groups: ["readers"], actions: ["read"] })]);
  for (const id of ["", ANYBODY.id, "anna"]) {
    const gate = gatekeeper(readers, accounts)({ ...ANYBODY, id, groups: ["readers"], proof: "SIGNED_TOKEN" });
    expect([id, maySeeChange(gate, outside)]).toEqual([id, false]);
    if (id !== "") expect(maySeeChange(gate, { ...outside, callerId: id })).toBe(true);
  }
});

it("where nobody is told apart, everybody may see it as an auditor", () => {
  expect(maySeeChange(gatekeeper(OPEN, accounts)(ANYBODY), outside)).toBe(true);
});
