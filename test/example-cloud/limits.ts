import { textLimit } from "../../src/model/limit-kinds.js";
import type { ProviderLimits } from "../../src/model/limits.js";

export const limits = {
  name: textLimit(1, 40, String.raw`[a-z0-9\-]*`, "a-z, 0-9 and hyphens only"),
  members: { minCount: 0, addressKinds: ["IPV4", "HOST_NAME"], targetTypes: [], targetId: null },
} satisfies Partial<ProviderLimits>;
