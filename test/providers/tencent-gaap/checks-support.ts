import type { ChangeName } from "../../../src/changes/broken-rules.js";
import type { RuleContext } from "../../../src/model/checked-input.js";
import { globalIdOf } from "../../../src/model/resource-ref.js";
import { tencentGaap } from "../../../src/providers/tencent-gaap/index.js";
import { brokenBy } from "../../support/broken-rules.js";
import { type Fields, PARENT } from "./account.js";

export type { Broken } from "../../support/broken-rules.js";

export const parentId = globalIdOf({ accountId: "gaap", kind: "accelerator", key: PARENT });
export const own = (settings: Fields) => ({ settings: { tencentGaap: settings } });
export const gaap = (field: string) => `settings.tencentGaap.${field}`;

export const broken = (change: ChangeName, input: Fields, state: Partial<RuleContext> = {}) =>
  brokenBy(tencentGaap, change, input, state);
