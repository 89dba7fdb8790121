import type { ProviderChecks } from "../../src/providers/provider.js";

/** Rules that limits cannot express. */
export const checks: ProviderChecks = {
  createPool: {
    listenerId: function* () {
      yield { code: "UNSUPPORTED", message: "Every listener has exactly one pool here. Use setPoolMembers." };
    },
  },
};
