import type { ProviderChecks } from "../../src/providers/provider.js";

export const checks: ProviderChecks = {
  createPool: {
    listenerId: function* () {
      yield { code: "UNSUPPORTED", message: "Every listener has its pool already; use setPoolMembers." };
    },
  },
};
