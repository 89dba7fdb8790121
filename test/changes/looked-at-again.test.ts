import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ChangeState } from "../../src/model/change-enums.js";
import { providers } from "../../src/providers/registry.js";
import { type Database, openDatabase } from "../../src/store/database.js";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { silentLog } from "../support/silent-log.js";

/** Changes whose end nobody knows, looked at again at the cloud. */
const folder = mkdtempSync(join(tmpdir(), "looked-at-again-"));
let graph: RunningGraph;
let database: Database;
beforeAll(async () => {
  const place = join(folder, "changes.db");
  graph = await startGraph((config) => {
    config.store = place;
  });
  database = await openDatabase({ place, thread: null, log: silentLog });
});
afterAll(async () => {
  await database?.close();
  await graph?.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => graph.app.sandbox!.reset());

async function ask(query: string, variables: Record<string, unknown> = {}) {
  const { data, errors } = await graph.ask(query, variables);
  expect(errors).toBeUndefined();
  return data;
}

type Member = Readonly<Record<string, unknown>>;
const MEMBERS = "members(first: 200) { nodes { address port weight targetId targetType subnetId } }";
const isFrozen = ({ frozen }: { frozen: { isFrozen: boolean } | null }): boolean => frozen?.isFrozen ?? false;

/** What there is of a cloud: an active parent, a listener, and a pool of several members. */
async function found(cloud: string) {
  const filter = `first: 200, filter: { providers: [${cloud.toUpperCase().replaceAll("-", "_")}] }`;
  const { listenerParents, listeners, pools } = await ask(`{
    listenerParents(${filter}) { nodes { id status } }
    listeners(${filter}) { nodes { id name status frozen { isFrozen } } }
    pools(${filter}) { nodes { id status listeners { frozen { isFrozen } } ${MEMBERS} account { capabilities { unsupportedMemberFields } } } }
  }`);
  const isActive = ({ status }: { status: string }) => status === "ACTIVE";
  const pool = pools.nodes.find(
    (one: { status: string; listeners: Parameters<typeof isFrozen>[0][]; members: { nodes: Member[] } }) =>
      isActive(one) && !one.listeners.some(isFrozen) && one.members.nodes.length > 1,
  );
  const { unsupportedMemberFields } = pool.account.capabilities;
  const isKnown = ([field, value]: [string, unknown]) => value !== null && !unsupportedMemberFields.includes(field);
  return {
    parentId: listenerParents.nodes.find(isActive).id as string,
    listenerId: listeners.nodes.find((one: never) => isActive(one) && !isFrozen(one)).id as string,
    poolId: pool.id as string,
    members: pool.members.nodes.map((member: Member) => Object.fromEntries(Object.entries(member).filter(isKnown))),
  };
}
type Found = Awaited<ReturnType<typeof found>>;

const newListener = (parentId: string) => ({
  ...{ parentId, name: "looked-for", protocol: "TCP", portRanges: [{ fromPort: 19_200 }] },
});
/** The mutation of each kind of change, and its input. */
const KINDS: Readonly<Record<string, (there: Found) => object>> = {
  updateListener: ({ listenerId: id }) => ({ id, name: "another-name" }),
  setPoolMembers: ({ poolId, members }) => ({ poolId, members: members.slice(1) }),
  createListener: ({ parentId }) => newListener(parentId),
};
const typeOf = (field: string) => `${field[0]!.toUpperCase()}${field.slice(1)}Input`;
const made = async (field: string, input: object) => {
  const answer = await ask(
    `mutation ($input: ${typeOf(field)}!) { ${field}(input: $input) { problems { code message } change { id targetUrn } } }`,
    { input },
  );
  expect(answer[field].problems).toEqual([]);
  return answer[field].change as { id: string; targetUrn: string };
};

/** As if nobody had heard how it ended. */
async function lookedAtAgain(id: string) {
  await database.write((tx) =>
    tx
      .updateTable("changes")
      .set({ state: "OUTCOME_UNKNOWN" satisfies ChangeState, target_urn: null })
      .where("id", "=", id)
      .execute(),
  );
  const { recheckCloudChange } = await ask(
    "mutation ($id: ID!) { recheckCloudChange(input: { id: $id }) { problems { code } change { state targetUrn problems { code isRetryable } } } }",
    { id },
  );
  expect(recheckCloudChange.problems).toEqual([]);
  return recheckCloudChange.change;
}

describe.each(providers.map(({ key }) => key))("on %s", (cloud) => {
  describe.each(Object.entries(KINDS))("%s", (field, inputFor) => {
    it("that the cloud shows was made", async () => {
      const { id, targetUrn } = await made(field, inputFor(await found(cloud)));
      graph.forgetCalls();
      expect(await lookedAtAgain(id)).toEqual({ state: "SUCCEEDED", targetUrn, problems: [] });
      const calls = graph.app.sandbox!.cloud(cloud).calls.map(({ action }) => action);
      expect(calls.filter((action) => !/^(Describe|List|Get|Query|Show|GET|POST \/v3\/auth)/.test(action))).toEqual([]);
    });

    it("of which the cloud shows nothing was not, and may be tried again", async () => {
      const { id } = await made(field, inputFor(await found(cloud)));
      graph.app.sandbox!.reset();
      expect(await lookedAtAgain(id)).toMatchObject({ state: "FAILED", problems: [{ isRetryable: true }] });
    });
  });

  it("a cascade that is half done is gone on with", async () => {
    const { listenerId: id } = await found(cloud);
    const change = await made("deleteListener", { id, cascade: true });
    // Everything is there again.
    graph.app.sandbox!.reset();
    expect(await lookedAtAgain(change.id)).toMatchObject({ state: "SUCCEEDED", problems: [] });
    const { data, errors } = await graph.ask("query ($id: ID!) { listener(id: $id) { id } }", { id });
    expect([data.listener, errors?.[0]?.extensions?.code]).toEqual([null, "NOT_FOUND"]);
  });

  it("deleteListener that is gone was made", async () => {
    const { parentId } = await found(cloud);
    await made("createListener", newListener(parentId));
    const { listenerParent } = await ask(
      "query ($id: ID!) { listenerParent(id: $id) { listeners(first: 200) { nodes { id name } } } }",
      { id: parentId },
    );
    const { id } = listenerParent.listeners.nodes.find(({ name }: { name: string }) => name === "looked-for");
    const change = await made("deleteListener", { id });
    expect(await lookedAtAgain(change.id)).toMatchObject({ state: "SUCCEEDED", problems: [] });
  });

  it("an update that somebody has changed since is not known to have been made", async () => {
    const { listenerId } = await found(cloud);
    const { id } = await made("updateListener", { id: listenerId, name: "another-name" });
    await made("updateListener", { id: listenerId, name: "a-third-name" });
    expect(await lookedAtAgain(id)).toMatchObject({
      state: "OUTCOME_UNKNOWN",
      problems: [{ code: "OUTCOME_UNKNOWN", isRetryable: false }],
    });
  });
});
