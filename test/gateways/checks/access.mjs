import assert from "node:assert/strict";
import { it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";

const RIGHTS = `query WhoMayWhat {
  cloudAccess { caller { id groups } }
  cloudAccounts { provider viewerCan }
}`;
const SRE = ["READ", "PLAN", "CHANGE"];
/** How long a new key may take to be known: the subgraph looks for keys once in five seconds at most. */
const MOST_LOOKS = 40;

const claimsOf = (token) => JSON.parse(Buffer.from(token.split(".")[1], "base64url"));

/** Users of a provider of identities, whose tokens the gateway hands on: what each may do is decided behind it. */
export function checkAccess(world) {
  const identities = () => world.graph.identities;

  it("two users who ask at the same time get what each may see", async () => {
    const [ada, bob] = await Promise.all(["ada", "bob"].map((login) => identities().signIn(login)));
    const answers = await Promise.all([ada, bob, ada, bob].map(({ headers }) => world.ask(RIGHTS, { headers })));
    for (const { errors } of answers) assert.equal(errors, undefined);
    const [first, second, third, fourth] = answers.map(({ data }) => data);
    assert.deepEqual(first.cloudAccess.caller, { id: "ada", groups: ["sre"] });
    assert.deepEqual(
      first.cloudAccounts,
      world.graph.product.clouds
        .map((key) => ({ provider: key.replaceAll("-", "_").toUpperCase(), viewerCan: SRE }))
        .sort((a, b) => order(first, a) - order(first, b)),
    );
    assert.deepEqual(second, {
      cloudAccess: { caller: { id: "bob", groups: ["games"] } },
      cloudAccounts: [{ provider: "ALIBABA_GA", viewerCan: ["READ"] }],
    });
    assert.deepEqual([third, fourth], [first, second]);
  });

  it("a user sees no listener of another account where a subgraph of others leads to it", async () => {
    const [bobs] = world.graph.listeners.filter(({ provider }) => provider === "ALIBABA_GA");
    const [foreign] = world.graph.listeners.filter(({ provider }) => provider === "HUAWEI_ELB");
    world.graph.alarms.raise([bobs, foreign]);
    const ask = async (login) => {
      const { headers } = await identities().signIn(login);
      const { data } = await world.ask("{ alarms { listener { urn alarmCount name } } }", { headers });
      return data.alarms.map(({ listener }) => listener);
    };
    const [seen, hidden] = await ask("bob");
    assert.equal(seen.name, bobs.name);
    assert.deepEqual(hidden, { urn: foreign.urn, alarmCount: 1, name: null });
    assert.deepEqual(
      (await ask("ada")).map(({ name }) => name),
      [bobs.name, foreign.name],
    );
  });

  it("a user who may only look is refused a change with ACCESS_DENIED", async () => {
    const { headers } = await identities().signIn("bob");
    const { data: found } = await world.ask("{ listenerParents(first: 1) { nodes { id } } }", { headers });
    const input = { parentId: found.listenerParents.nodes[0].id, protocol: "TCP", portRanges: [{ fromPort: 8443 }] };
    const { data } = await world.ask(
      "mutation ($input: CreateListenerInput!) { createListener(input: $input) { listener { id } problems { code } } }",
      { variables: { input }, headers },
    );
    assert.deepEqual(data.createListener, { listener: null, problems: [{ code: "ACCESS_DENIED" }] });
  });

  it("keys are exchanged while it serves: tokens of both are good", async () => {
    const before = await identities().signIn("bob");
    assert.equal((await world.ask(RIGHTS, before)).errors, undefined);
    identities().rotateKeys();
    const after = await identities().signIn("bob");
    const keyOf = ({ token }) => JSON.parse(Buffer.from(token.split(".")[0], "base64url")).kid;
    assert.notEqual(keyOf(after), keyOf(before));
    let answer = await world.ask(RIGHTS, after);
    for (let looks = 1; answer.errors && looks < MOST_LOOKS; looks += 1) {
      assert.equal(answer.errors[0].extensions.code, "UNAUTHENTICATED");
      await wait(500);
      answer = await world.ask(RIGHTS, after);
    }
    assert.equal(answer.data?.cloudAccess.caller.id, "bob");
    assert.equal((await world.ask(RIGHTS, before)).data?.cloudAccess.caller.id, "bob");
  });

  it("a token that has expired is UNAUTHENTICATED through the gateway as well", async () => {
    const hasty = await identities().signIn("ada", { isHasty: true });
    const { exp } = claimsOf(hasty.token);
    await wait(exp * 1000 + 100 - Date.now());
    const { data, errors } = await world.ask("{ cloudAccounts { id } }", hasty);
    assert.equal(data?.cloudAccounts ?? null, null);
    assert.equal(errors[0].extensions.code, "UNAUTHENTICATED");
    assert.match(JSON.stringify(errors), /has expired \(exp\)/);
  });
}

/** The place of an account in an answer. */
const order = (data, { provider }) => data.cloudAccounts.findIndex((account) => account.provider === provider);
