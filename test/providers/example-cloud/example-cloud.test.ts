import { describe, expect, it } from "vitest";
import { providers } from "../../../src/providers/registry.js";
import { buildSubgraph } from "../../../src/resolvers/build-schema.js";
import { describeProvider } from "../../contract/provider-contract.js";
import { exampleCloud } from "../../example-cloud/index.js";
import { startGraph } from "../../support/graph.js";

// The one line that adds a cloud; a real one stands in the registry's list.
const clouds = [...providers, exampleCloud];

describeProvider(exampleCloud);

describe("a cloud that was added by one line", () => {
  it("is in the enum, the union and the inputs", () => {
    const { sdl } = buildSubgraph(clouds);
    expect(sdl).toMatch(/enum CloudProvider \{[^}]*EXAMPLE_CLOUD/);
    expect(sdl).toMatch(/union ListenerSettings [^\n]*ExampleCloudListenerSettings/);
    expect(sdl).toMatch(/input ListenerSettingsInput [^{]*\{[^}]*exampleCloud: ExampleCloudListenerSettingsInput/);
    // A list without it knows nothing of it, although both schemas are built in one process.
    expect(buildSubgraph(providers).sdl).not.toMatch(/EXAMPLE_CLOUD|ExampleCloud/);
  });

  it("is in the sandbox, the configuration and the graph", async () => {
    const graph = await startGraph(undefined, clouds);
    try {
      const { data, errors } = await graph.ask(`{
        listeners(first: 200, filter: { providers: [EXAMPLE_CLOUD] }) {
          isComplete
          nodes { provider parent { __typename id name } pools { nodes { members { nodes { address } } } } settings { ... on ExampleCloudListenerSettings { team } } }
        }
      }`);
      expect(errors).toBeUndefined();
      expect(data.listeners.isComplete).toBe(true);
      expect(data.listeners.nodes).toHaveLength(24);
      expect(data.listeners.nodes[0]).toMatchObject({
        provider: "EXAMPLE_CLOUD",
        parent: { __typename: "LoadBalancer" },
        settings: { team: "checkout" },
      });
      const { data: refused } = await graph.ask(
        `mutation ($input: CreateListenerInput!) { createListener(input: $input) { problems { code path message } } }`,
        {
          input: {
            parentId: data.listeners.nodes[0].parent.id,
            name: "web",
            protocol: "TCP",
            portRanges: [{ fromPort: 4711 }],
            settings: { exampleCloud: { team: "t".repeat(41) } },
          },
        },
      );
      expect(refused.createListener.problems).toEqual([
        {
          code: "INVALID_INPUT",
          path: ["input", "settings", "exampleCloud", "team"],
          message: "`team` must be at most 40 characters long; got 41.",
        },
      ]);
    } finally {
      await graph.stop();
    }
  });
});
