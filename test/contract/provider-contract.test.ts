import { expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { describeProvider } from "./provider-contract.js";

for (const manifest of providers) describeProvider(manifest);

it("applies to at least one provider", () => {
  expect(providers.length).toBeGreaterThan(0);
});
