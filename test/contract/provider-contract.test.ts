import { expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { describeProvider } from "./provider-contract.js";

for (const manifest of providers) describeProvider(manifest);

it("has providers to hold to it", () => {
  expect(providers.length).toBeGreaterThan(0);
});
