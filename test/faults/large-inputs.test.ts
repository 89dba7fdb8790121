import { describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { startInputLab } from "./inputs/input-lab.js";
import { documentOf } from "./inputs/mutations.js";
import { learn } from "./inputs/right-inputs.js";

/** Milliseconds of work that one input may take, including parsing: other clients are not served meanwhile. */
const MOST_MS = 1_500;
/** About as many as fit into the largest body that the server accepts. */
const MANY = 40_000;

const times = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));

describe("inputs as large as a body may be", () => {
  it.each(providers.map((manifest) => [manifest.key, manifest] as const))(
    "are refused quickly, without a call to %s",
    async (_key, manifest) => {
      const { words } = await learn(manifest);
      const lab = await startInputLab(manifest);
      const listener = { parentId: words.parentIds[0], name: "large", protocol: "TCP", portRanges: [{ fromPort: 80 }] };
      const inputs = [
        ["createListener", { ...listener, portRanges: times(MANY, (index) => ({ fromPort: 1 + (index % 65_000) })) }],
        ["createListener", { ...listener, portRanges: times(1_000, (index) => ({ fromPort: 1 + index })) }],
        ["createListener", { ...listener, tags: times(MANY, (index) => ({ key: `k${index}`, value: "" })) }],
        ["createListener", { ...listener, tls: { certificateIds: times(MANY, String) } }],
        ["setPoolMembers", { poolId: words.poolIds[0], members: times(MANY, () => ({ address: "10.0.0.1" })) }],
        ["setPoolMembers", { poolId: words.poolIds[0], members: times(1_000, () => ({ address: "10.0.0.1" })) }],
      ] as const;
      try {
        await lab.ask(documentOf("createListener"), { input: { ...listener, portRanges: [] } });
        for (const [kind, input] of inputs) {
          lab.cloud.clearCalls();
          const variables = { input };
          const before = process.cpuUsage();
          const { data, errors } = await lab.ask(documentOf(kind), variables);
          const { user, system } = process.cpuUsage(before);
          const ms = (user + system) / 1_000;
          expect(errors).toEqual([]);
          const { problems } = data[kind] as { problems: { __typename: string }[] };
          expect(problems.length).toBeGreaterThan(0);
          expect(problems.map(({ __typename }) => __typename)).not.toContain("ProviderProblem");
          expect(lab.cloud.countCalls()).toBe(0);
          expect(ms, `${kind} with ${JSON.stringify(input).length} bytes`).toBeLessThan(MOST_MS);
        }
      } finally {
        await lab.stop();
      }
    },
  );
});
