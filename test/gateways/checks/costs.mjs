import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { buildASTSchema, getNamedType, isCompositeType, isObjectType, Kind, parse } from "graphql";

const textOf = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const schema = buildASTSchema(parse(textOf("schema.graphql")), { assumeValidSDL: true });
const ofReadme = Object.fromEntries(
  [
    ...["README.md", "docs/schema.md"]
      .map(textOf)
      .join("\n")
      .matchAll(/```graphql\n([\s\S]*?)```/g),
  ].map(([, text]) => [/\w+ (\w+)/.exec(text)[1], text]),
);
const MANY = `{
  listeners(first: 100) { nodes { id name portRanges { fromPort } pools { nodes { id members { nodes { address health } } } } } }
}`;
const PARENTS = "{ listenerParents { nodes { name listeners { nodes { name pools { nodes { name } } } } } } }";
const MOST = 5;

function weightOf({ astNode }) {
  const cost = astNode.directives.find(({ name }) => name.value === "cost");
  return cost ? Number(cost.arguments[0].value.value) : 0;
}

/** What an answer has cost, by the weights by which the gateway estimates: an object is 1, a field what `@cost` says. */
function costOf(type, { selections }, data, fragments = {}) {
  return selections.reduce((sum, node) => {
    if (node.kind !== Kind.FIELD) return sum + costOf(type, (fragments[node.name?.value] ?? node).selectionSet, data);
    const key = (node.alias ?? node.name).value;
    const types = isObjectType(type) ? [type] : schema.getPossibleTypes(type);
    const field = [type, ...types].map((one) => one.getFields?.()[node.name.value]).find(Boolean);
    if (!field || !(key in data)) return sum;
    const named = getNamedType(field.type);
    const objects = isCompositeType(named) ? [data[key]].flat().filter((value) => value !== null) : [];
    const below = objects.map((object) => 1 + costOf(named, node.selectionSet, object));
    return below.reduce((total, cost) => total + cost, sum + weightOf(field));
  }, 0);
}

/** What a gateway with demand control takes queries to cost. */
export function checkCosts(world) {
  async function compare(t, what, text, variables) {
    const { data, errors, extensions } = await world.ask(text, { variables });
    assert.equal(errors, undefined);
    const { operation, selectionSet } = parse(text).definitions[0];
    const actual = costOf(schema.getRootType(operation), selectionSet, data);
    const { estimated } = extensions.cost;
    t.diagnostic(`${what}: estimated ${estimated}, was ${actual}`);
    assert.ok(estimated <= MOST * actual && actual <= MOST * estimated, `${what}: ${estimated} for ${actual}`);
    return data;
  }

  it(`costs are estimated within ${MOST} times of the truth: the README's queries, and lists within lists`, async (t) => {
    const { data } = await world.ask(MANY);
    const [{ fromPort }] = data.listeners.nodes[0].portRanges;
    await compare(t, "WhoListensOn443", ofReadme.WhoListensOn443.replace("443 }", `${fromPort} }`));
    const { id } = data.listeners.nodes.find(({ pools }) => pools.nodes[0]?.members.nodes.length > 0);
    await compare(t, "BehindAListener", ofReadme.BehindAListener, { id });
    const parentId = await world.findParent();
    const { createListener } = await compare(t, "OpenPorts", ofReadme.OpenPorts, { parentId });
    assert.deepEqual(createListener.problems, []);
    const { id: opened, etag } = createListener.listener;
    await compare(t, "CloseIt", ofReadme.CloseIt, { id: opened, etag });
    await compare(t, "100 listeners with pools and members", MANY);
    await compare(t, "parents with listeners and pools", PARENTS);
  });
}
