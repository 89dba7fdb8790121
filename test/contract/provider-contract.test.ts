import { expect, it } from "vitest";
import { registeredProviders } from "../../src/providers/registry.js";
import { describeProvider } from "./provider-contract.js";

for (const manifest of registeredProviders()) describeProvider(manifest);

it("has providers to hold to it", () => {
  expect(registeredProviders().length).toBeGreaterThan(0);
});
