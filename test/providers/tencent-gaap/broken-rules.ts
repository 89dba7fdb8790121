import type { ClassType } from "type-graphql";
import { expect } from "vitest";
import { checkInput } from "../../../src/changes/check-input.js";
import { globalIdOf } from "../../../src/model/resource-ref.js";
import type { CheckedInput, RuleContext } from "../../../src/model/rule.js";
import { ListenerSettingsInput, PoolSettingsInput } from "../../../src/model/settings.js";
// Registering the clouds gives the settings inputs their members.
import "../../../src/providers/registry.js";
import { TencentGaapPoolSettingsInput } from "../../../src/providers/tencent-gaap/pool-settings.js";
import { rules } from "../../../src/providers/tencent-gaap/rules.js";
import { TencentGaapListenerSettingsInput } from "../../../src/providers/tencent-gaap/settings.js";
import { account, type Fields, PARENT } from "./account.js";

export type Broken = readonly [path: string, code: string];
type Change = Exclude<keyof typeof rules, "createListenerNeedsParent">;

export const parentId = globalIdOf({ accountId: "gaap", kind: "accelerator", key: PARENT });
export const own = (settings: Fields) => ({ settings: { tencentGaap: settings } });
export const gaap = (field: string) => `settings.tencentGaap.${field}`;

/** Settings as GraphQL makes them: instances, whose own rules are checked as well. */
function instances(change: Change, { settings, ...input }: Fields): Fields {
  if (!settings) return input;
  const isPool = change === "createPool" || change === "updatePool";
  const [All, One] = isPool
    ? [PoolSettingsInput, TencentGaapPoolSettingsInput]
    : [ListenerSettingsInput, TencentGaapListenerSettingsInput];
  const { tencentGaap: fields } = settings as { tencentGaap: Fields };
  return { ...input, settings: Object.assign(new All(), { tencentGaap: Object.assign(new One(), fields) }) };
}

/** Path and code of every rule that the input breaks. */
export function broken(change: Change, input: Fields, state: Partial<RuleContext> = {}): Broken[] {
  const context = { capabilities: account.capabilities, settingsKey: "tencentGaap", ...state };
  const validators = rules[change] as unknown as ClassType<CheckedInput>;
  const problems = checkInput(validators, instances(change, input) as unknown as CheckedInput, [], context);
  for (const { message } of problems) expect(message).toMatch(/^.*\.$/);
  return problems.map(({ path, code }) => [(path ?? []).join("."), code]);
}
