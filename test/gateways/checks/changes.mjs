import assert from "node:assert/strict";
import { it } from "node:test";

const CREATE = `mutation ($input: CreateListenerInput!) {
  createListener(input: $input) {
    listener { id urn name protocol portRanges { fromPort toPort } owner alarmCount }
    problems { __typename code path message ... on InvalidInputProblem { constraint } }
  }
}`;
const DELETE = `mutation ($input: DeleteListenerInput!) {
  deleteListener(input: $input) { deletedListenerId problems { code message } }
}`;

/** Changes through the gateway. */
export function checkChanges(world) {
  it("a change that breaks rules is answered with every problem and its place in the input", async () => {
    const parentId = await world.findParent();
    const input = { parentId, name: "x".repeat(300), protocol: "TCP", portRanges: [{ fromPort: 9100, toPort: 9000 }] };
    const { data, errors } = await world.ask(CREATE, { variables: { input } });
    assert.equal(errors, undefined);
    const { listener, problems } = data.createListener;
    assert.equal(listener, null);
    assert.ok(problems.every(({ __typename }) => __typename === "InvalidInputProblem"));
    const paths = problems.map(({ path }) => path.join("."));
    assert.ok(paths.includes("input.name"), String(paths));
    assert.ok(
      paths.some((path) => path.startsWith("input.portRanges.0")),
      String(paths),
    );
  });

  it("a listener is opened, joined with other subgraphs' fields, and closed", async () => {
    const parentId = await world.findParent();
    const input = {
      parentId,
      name: "through-a-gateway",
      protocol: "TCP",
      portRanges: [{ fromPort: 50_000, toPort: 50_009 }],
    };
    const { data, errors } = await world.ask(CREATE, { variables: { input: { ...input, waitUntilActive: true } } });
    assert.equal(errors, undefined);
    const { listener, problems } = data.createListener;
    assert.deepEqual(problems, []);
    assert.deepEqual(
      { ...listener, id: undefined, urn: undefined },
      {
        id: undefined,
        urn: undefined,
        name: input.name,
        protocol: "TCP",
        portRanges: input.portRanges,
        owner: null,
        alarmCount: 0,
      },
    );

    const again = await world.ask(CREATE, { variables: { input } });
    assert.deepEqual(
      again.data.createListener.problems.map(({ __typename }) => __typename),
      ["PortConflictProblem"],
    );

    const closed = await world.ask(DELETE, { variables: { input: { id: listener.id, cascade: true } } });
    assert.equal(closed.errors, undefined);
    assert.deepEqual(closed.data.deleteListener, { deletedListenerId: listener.id, problems: [] });
  });
}
