import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { buildSubgraph } from "../../src/resolvers/build-schema.js";
import { leavesOf, literally } from "../support/edited-answers.js";
import { wholeSelection } from "../support/whole-selection.js";
import { type Interrogation, startInterrogation } from "./asking.js";

/** Numbers that GraphQL's Int does not hold, as they stand in an answer. */
const ODD_NUMBERS = ["2147483648", "-2147483649", "1e999", "1.5", "99999999999999999999", '"2147483648"', "-1e30"];

let all: Interrogation;
let document: string;
beforeAll(async () => {
  all = await startInterrogation();
  const whole = wholeSelection(buildSubgraph(providers).schema, "ListenerConnection");
  document = `query ($account: ID!) {
    listeners(first: 3, filter: { accountIds: [$account] }) ${whole}
    pools(first: 3, filter: { accountIds: [$account] }) { totalCount isComplete nodes { id } }
    listenerParents(first: 3, filter: { accountIds: [$account] }) { totalCount isComplete nodes { id } }
  }`;
}, 60_000);
afterAll(() => all.stop());

const isNumber = (value: unknown) => typeof value === "number" || (typeof value === "string" && /^\d+$/.test(value));

describe.each(providers.map(({ key }) => key))("the answers of %s", (key) => {
  it("may have numbers that no Int holds: what cannot be shown is null or told, and never a fault of ours", async () => {
    const { account, cloud } = all.suspects.find((one) => one.key === key)!;
    cloud.forget();
    expect((await all.ask(document, { account })).errors).toBeUndefined();
    const places = new Set<string>();
    for (const { body } of cloud.answered)
      for (const { path, value } of leavesOf(body)) if (isNumber(value)) places.add(path);
    expect(places.size).toBeGreaterThan(5);
    let tried = 0;
    for (const place of places) {
      for (const number of [ODD_NUMBERS[0]!, ODD_NUMBERS[tried % ODD_NUMBERS.length]!]) {
        tried += 1;
        all.sandbox.cloud(key).emulator.reset();
        const odd = number.startsWith('"') ? JSON.parse(number) : literally(number);
        cloud.edit((value, path) => (path.join(".") === place && isNumber(value) ? odd : value));
        const { data, errors = [] } = await all.ask(document, { account });
        const faults = errors.filter(({ extensions }) => extensions?.code === "INTERNAL_SERVER_ERROR");
        expect(faults, `${place}: ${number}`).toEqual([]);
        expect(data, `${place}: ${number}`).not.toBeNull();
        const { ListenerConnection_nodes: nodes, ListenerConnection_isComplete: isComplete } = data.listeners;
        if (nodes.length === 0) expect(isComplete, `${place}: ${number}`).toBe(false);
      }
    }
    cloud.edit(null);
  }, 60_000);
});
