import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { it } from "node:test";

/** What a client of the gateway sees when something is wrong behind it. */
export function checkFailures(world) {
  it("an outage of one cloud leaves the others' listeners, with owners, and names the account", async () => {
    const { product, ownership, listeners } = world.graph;
    const [down] = product.clouds;
    ownership.claim(listeners, "everyone", 1);
    const { data, errors } = await product.withOutage(down, () =>
      world.ask(`{
        listeners(first: 200) {
          isComplete
          totalCount
          nodes { provider owner }
          sourceProblems { code message account { id provider } }
        }
      }`),
    );
    assert.equal(errors, undefined);
    const { isComplete, totalCount, nodes, sourceProblems } = data.listeners;
    assert.equal(isComplete, false);
    assert.equal(totalCount, null);
    assert.equal(sourceProblems.length, 1);
    const [{ code, message, account }] = sourceProblems;
    assert.equal(code, "PROVIDER_UNAVAILABLE");
    assert.ok(message.length > 10);
    const left = listeners.filter(({ provider }) => provider !== account.provider);
    assert.equal(nodes.length, Math.min(200, left.length));
    assert.ok(nodes.every(({ provider, owner }) => provider !== account.provider && owner === "everyone"));
  });

  it("an outage takes only its own entities along, and tells their places and the code", async () => {
    const { product, alarms, listeners } = world.graph;
    const [down] = product.clouds;
    const one = [...new Map(listeners.map((listener) => [listener.provider, listener])).values()];
    alarms.raise(one);
    const { data, errors } = await product.withOutage(down, () =>
      world.ask("{ alarms { text listener { urn alarmCount name } } }"),
    );
    const gone = data.alarms.filter(({ listener }) => !listener?.name);
    assert.equal(gone.length, 1);
    assert.equal(data.alarms.length, one.length);
    assert.deepEqual(
      errors.map(({ extensions }) => extensions.code),
      ["PROVIDER_UNAVAILABLE"],
    );
  });

  it("an alarm keeps its text when its listener is gone, and when its key can stand for nothing, which is said", async () => {
    const [account] = world.graph.listeners[0].urn.split(":");
    world.graph.alarms.raise([{ urn: `${account}:listener:gone` }]);
    const gone = await world.ask("{ alarms { text listener { urn description } } }");
    assert.equal(gone.errors, undefined);
    assert.deepEqual(gone.data.alarms[0].listener?.description ?? null, null);
    world.graph.alarms.raise([{ urn: "nobody:listener:gone" }]);
    const { data, errors } = await world.ask("{ alarms { text listener { urn description } } }");
    assert.deepEqual(
      data.alarms.map(({ text }) => text),
      ["No healthy server", "No healthy server"],
    );
    assert.deepEqual(
      errors.map(({ message, extensions }) => [
        /`urn` must name a configured account; got "nobody"/.test(message),
        extensions.code,
      ]),
      [[true, "NOT_FOUND"]],
    );
  });

  for (const [what, query, code] of [
    ["an invalid id", '{ listener(id: "nonsense") { name owner } }', "INVALID_INPUT"],
    ["a page that is too large", "{ listeners(first: 201) { totalCount } }", "INVALID_INPUT"],
    ["a listener that is not there", `{ listener(id: "${GONE}") { name owner } }`, "NOT_FOUND"],
  ]) {
    it(`${what} is answered with ${code} at its place, and with nothing of our insides`, async () => {
      const { data, errors } = await world.ask(query);
      assert.ok(!data?.listener && !data?.listeners);
      assert.equal(errors.length, 1);
      const [{ path, extensions }] = errors;
      assert.equal(extensions.code, code);
      assert.deepEqual(path, [/\w+/.exec(query)[0]]);
      assert.equal(extensions.stacktrace, undefined);
    });
  }

  it("the client's name for its request reaches the product's log", async () => {
    const requestId = randomUUID();
    await world.ask("{ listeners(first: 1) { nodes { name } } }", { headers: { "x-request-id": requestId } });
    const logged = await world.graph.product.logged(requestId);
    assert.deepEqual(
      logged.map(({ operation, msg }) => ({ operation, msg })),
      [{ operation: "query", msg: "operation" }],
    );
  });
}

/** An id that this graph could have returned, of an account that does not exist. */
const GONE = Buffer.from(["1", "nobody", "listener", "gone"].join("\u001f")).toString("base64url");
