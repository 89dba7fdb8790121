import { describe, expect, it } from "vitest";
import type { InvalidInputProblem } from "../../src/model/change-problem.js";
import type { RuleContext } from "../../src/model/checked-input.js";
import { PortRangeInput } from "../../src/model/inputs-shared.js";
import { textLimit } from "../../src/model/limit-kinds.js";
import { globalIdOf } from "../../src/model/resource-ref.js";
import type { AnyProviderManifest, ProviderChecks } from "../../src/providers/provider.js";
import { exampleCloud } from "../example-cloud/index.js";
import { problemsOf } from "../support/broken-rules.js";

const parentId = globalIdOf({ accountId: "example", kind: "load-balancer", key: "b" });
const listener = { parentId, name: "web", protocol: "TCP", portRanges: [{ fromPort: 80 }] };
const { limits } = exampleCloud;
/** As GraphQL would make it. */
const badRange = Object.assign(new PortRangeInput(), { fromPort: 0 });

const told = (manifest: AnyProviderManifest, input: object, state?: Partial<RuleContext>) =>
  problemsOf(manifest, "createListener", { ...listener, ...input }, state).map((problem) => {
    const { path, code, constraint } = problem as InvalidInputProblem;
    return [path?.join("."), code, constraint];
  });
const checking = (createListener: ProviderChecks["createListener"]): AnyProviderManifest => ({
  ...exampleCloud,
  checks: { createListener },
});

describe("an input", () => {
  it("breaks all its rules at once, whoever has them: field lists, limits, bounds of nested inputs and of settings", () => {
    const input = {
      name: "UPPER",
      description: "none here",
      portRanges: [badRange],
      settings: { exampleCloud: { team: "t".repeat(41) }, other: {} },
    };
    expect(told(exampleCloud, input)).toEqual([
      ["description", "UNSUPPORTED", "supportedField"],
      ["name", "INVALID_INPUT", "nameOfCloud"],
      ["portRanges.0.fromPort", "INVALID_INPUT", "min"],
      ["settings.other", "INVALID_INPUT", "settingsOfCloud"],
      ["settings.exampleCloud.team", "INVALID_INPUT", "isLength"],
    ]);
  });

  it("reports only the missing field when the cloud requires one", () => {
    expect(told(exampleCloud, { name: undefined })).toEqual([["name", "INVALID_INPUT", "requiredField"]]);
    const [problem] = problemsOf(exampleCloud, "createListener", { ...listener, name: null });
    expect(problem?.message).toBe("EXAMPLE_CLOUD requires `name` here; got nothing.");
  });

  it("runs the cloud's checks of a field, on a missing value as well, with the state that was read", () => {
    const manifest = checking({
      clientAffinity: function* ({ clientAffinity }, { parent }) {
        if (clientAffinity == null && parent) yield { at: ["x", 1], message: "`clientAffinity` must be said." };
      },
    });
    expect(told(manifest, {})).toEqual([]);
    expect(told(manifest, {}, { parent: {} as never })).toEqual([
      ["clientAffinity.x.1", "INVALID_INPUT", "clientAffinityCheck"],
    ]);
  });

  it("hears the check's sentence rather than a plain bound's about the same value", () => {
    const manifest = checking({
      portRanges: function* () {
        yield { at: [0, "fromPort"], code: "UNSUPPORTED", message: "Not this port." };
      },
    });
    expect(told(manifest, { portRanges: [badRange] })).toEqual([
      ["portRanges.0.fromPort", "UNSUPPORTED", "portRangesCheck"],
    ]);
  });

  it("is measured by its own cloud's limits, and by those of all where that has none", () => {
    const name = "n".repeat(41);
    expect(told(exampleCloud, { name })).toHaveLength(1);
    const wider = { ...exampleCloud, limits: { ...limits, name: textLimit(1, 64) } };
    expect(told(wider, { name })).toEqual([]);
    const boundless = { ...exampleCloud, limits: {} };
    expect(told(boundless, { name: "n".repeat(255) })).toEqual([]);
    expect(told(boundless, { name: "n".repeat(256) })).toHaveLength(1);
  });
});
