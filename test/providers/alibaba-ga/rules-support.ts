import type { ClassType } from "type-graphql";
import { checkInput } from "../../../src/changes/check-input.js";
import { ProviderCapabilities } from "../../../src/model/capabilities.js";
import { CloudAccount } from "../../../src/model/cloud-account.js";
import type { ListenerProtocol } from "../../../src/model/enums.js";
import { globalIdOf } from "../../../src/model/resource-ref.js";
import type { CheckedInput, RuleContext } from "../../../src/model/rule.js";
import { ListenerSettingsInput, PoolSettingsInput } from "../../../src/model/settings.js";
import { alibabaGa } from "../../../src/providers/alibaba-ga/index.js";
import { toAccelerator, toListener, toPool } from "../../../src/providers/alibaba-ga/mapping.js";
import {
  AlibabaGaPoolSettingsInput,
  AlibabaGaPortOverrideInput,
} from "../../../src/providers/alibaba-ga/pool-settings.js";
import { AlibabaGaListenerSettingsInput } from "../../../src/providers/alibaba-ga/settings.js";
import { wireAccelerator, wireEndpointGroup, wireListener } from "../../../src/providers/alibaba-ga/wire-readers.js";
import { registeredProviders } from "../../../src/providers/registry.js";

export const { rules } = alibabaGa;
const capabilities = Object.assign(new ProviderCapabilities(), alibabaGa.capabilities, { provider: "ALIBABA_GA" });
const account = new CloudAccount({ id: "acme", provider: "ALIBABA_GA", region: null, capabilities });
export const parentId = globalIdOf({ accountId: "acme", kind: "accelerator", key: "ga-1" });
export const listenerId = globalIdOf({ accountId: "acme", kind: "listener", key: "lsr-1", hint: "ga-1" });
export const poolId = globalIdOf({ accountId: "acme", kind: "pool", key: "epg-1", hint: "ga-1" });

export const parentIn = (State: string) => toAccelerator(wireAccelerator({ AcceleratorId: "ga-1", State }), account);
export const listenerOf = (Protocol: ListenerProtocol, port = 443) =>
  toListener(
    wireListener({
      ListenerId: "lsr-1",
      AcceleratorId: "ga-1",
      Protocol,
      State: "active",
      PortRanges: [{ FromPort: port, ToPort: port }],
    }),
    account,
  );
export const poolWith = (more: object) =>
  toPool(
    wireEndpointGroup({
      EndpointGroupId: "epg-1",
      AcceleratorId: "ga-1",
      ListenerId: "lsr-1",
      State: "active",
      EndpointGroupRegion: "eu-central-1",
      HealthCheckEnabled: false,
      ...more,
    }),
    account,
  );

export type Broken = readonly [path: string, code: string];
export function broken(type: ClassType<CheckedInput>, input: object, state: Partial<RuleContext> = {}): Broken[] {
  const context = { capabilities, settingsKey: "alibabaGa", ...state };
  return checkInput(type, input as CheckedInput, [], context).map(({ path, code }) => [path?.join(".") ?? "", code]);
}
export const invalid = (path: string): Broken[] => [[path, "INVALID_INPUT"]];
export const unsupported = (path: string): Broken[] => [[path, "UNSUPPORTED"]];
export const own = (field: string) => `settings.alibabaGa.${field}`;

// Registering the clouds gives the settings inputs their members; GraphQL would make the instances.
registeredProviders();
export const listenerSettings = (fields: object) => ({
  settings: Object.assign(new ListenerSettingsInput(), {
    alibabaGa: Object.assign(new AlibabaGaListenerSettingsInput(), fields),
  }),
});
export const poolSettings = ({
  portOverrides,
  ...fields
}: { portOverrides?: readonly object[] } & Record<string, unknown>) => {
  const overrides = portOverrides?.map((one) => Object.assign(new AlibabaGaPortOverrideInput(), one));
  const own = Object.assign(new AlibabaGaPoolSettingsInput(), fields, overrides && { portOverrides: overrides });
  return { settings: Object.assign(new PoolSettingsInput(), { alibabaGa: own }) };
};
