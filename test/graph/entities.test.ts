import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";

const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on Listener { id urn name }
    ... on Pool { id urn }
    ... on LoadBalancer { id urn }
    ... on Accelerator { id urn }
    ... on CloudAccount { id provider }
  }
}`;

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.stop());

describe("entities, as a gateway asks for them", () => {
  it("are found by id and by urn, of all sorts and clouds in one batch, unknown ones null at their place", async () => {
    const { data } = await graph.ask(`{
      listeners(first: 200) { nodes { id urn } }
      pools(first: 200) { nodes { id urn } }
      listenerParents(first: 200) { nodes { __typename id urn } }
      cloudAccounts { id }
    }`);
    const both = (typename: string, { id, urn }: { id: string; urn: string }) => [
      { want: id, representation: { __typename: typename, id } },
      { want: id, representation: { __typename: typename, urn } },
    ];
    const known = [
      ...data.listeners.nodes.flatMap((node: { id: string; urn: string }) => both("Listener", node)),
      ...data.pools.nodes.flatMap((node: { id: string; urn: string }) => both("Pool", node)),
      ...data.listenerParents.nodes.flatMap((node: { __typename: string; id: string; urn: string }) =>
        both(node.__typename, node),
      ),
      ...data.cloudAccounts.map(({ id }: { id: string }) => ({
        want: id,
        representation: { __typename: "CloudAccount", id },
      })),
    ];
    const account = data.cloudAccounts[0].id;
    const unknown = [
      { __typename: "Listener", id: "nonsense" },
      { __typename: "Listener", urn: "nonsense" },
      { __typename: "Listener", urn: "nobody:listener:x" },
      { __typename: "Listener", urn: `${account}:pool:x` },
      { __typename: "Pool", id: data.listeners.nodes[0].id },
      { __typename: "CloudAccount", id: "nobody" },
      { __typename: "Nope", id: "x" },
      { __typename: "PortRange", fromPort: 1 },
      { id: "x" },
      ...data.cloudAccounts.map(({ id }: { id: string }) => ({
        __typename: "Listener",
        urn: `${id}:listener:11112222-3333-4444-5555-666677778888`,
      })),
    ].map((representation) => ({ want: null, representation }));
    // Unknown ones among the known, so that a shift by one would show.
    const mixed = known.flatMap((one, index) => (index < unknown.length ? [one, unknown[index]!] : [one]));
    const answer = await graph.ask(ENTITIES, { representations: mixed.map(({ representation }) => representation) });
    expect(answer.errors).toBeUndefined();
    // An id made from a urn lacks the hint, so identity is compared by urn where there is one.
    const urns = new Map(
      [...data.listeners.nodes, ...data.pools.nodes, ...data.listenerParents.nodes].map(
        ({ id, urn }: { id: string; urn: string }) => [id, urn],
      ),
    );
    expect(
      answer.data._entities.map((entity: { urn?: string; id: string } | null) => entity && (entity.urn ?? entity.id)),
    ).toEqual(mixed.map(({ want }) => want && (urns.get(want) ?? want)));
  });

  it("fail one by one: a cloud that is down takes only its own along, with a code", async () => {
    const { data } = await graph.ask(`{ listeners(first: 200) { nodes { id provider } } }`);
    const one = new Map<string, string>(
      data.listeners.nodes.map(({ provider, id }: { provider: string; id: string }) => [provider, id]),
    );
    const [down, ...up] = graph.app.sandbox!.clouds;
    down!.faults.add({ fault: { kind: "respond", status: 500, body: "<html>" } });
    const answer = await graph.ask(ENTITIES, {
      representations: [...one.values()].map((id) => ({ __typename: "Listener", id })),
    });
    down!.faults.clear();
    expect(answer.data._entities.filter((entity: unknown) => entity !== null)).toHaveLength(up.length);
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors![0]!.extensions).toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
  });

  it("show their schema", async () => {
    const { data } = await graph.ask(`{ _service { sdl } }`);
    expect(data._service.sdl).toContain("type Listener");
  });
});
