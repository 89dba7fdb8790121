import type { ChangeName } from "../../../src/changes/broken-rules.js";
import type { RuleContext } from "../../../src/model/checked-input.js";
import type { ListenerProtocol } from "../../../src/model/enums.js";
import { globalIdOf } from "../../../src/model/resource-ref.js";
import { alibabaGa } from "../../../src/providers/alibaba-ga/index.js";
import { toListener, toParent, toPool } from "../../../src/providers/alibaba-ga/mapping.js";
import { portOverrides as overrides } from "../../../src/providers/alibaba-ga/settings.js";
import { readListener, readParent, readPool } from "../../../src/providers/alibaba-ga/wire.js";
import { accountOf, type Broken, brokenBy } from "../../support/broken-rules.js";

const account = accountOf(alibabaGa, "acme");
export const parentId = globalIdOf({ accountId: "acme", kind: "accelerator", key: "ga-1" });
export const listenerId = globalIdOf({ accountId: "acme", kind: "listener", key: "lsr-1", hint: "ga-1" });
export const poolId = globalIdOf({ accountId: "acme", kind: "pool", key: "epg-1", hint: "ga-1" });

export const parentIn = (State: string) => toParent(readParent({ AcceleratorId: "ga-1", State }), account);
export const listenerOf = (Protocol: ListenerProtocol, port = 443) =>
  toListener(
    readListener({
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
    readPool({
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

export const broken = (change: ChangeName, input: object, state: Partial<RuleContext> = {}): Broken[] =>
  brokenBy(alibabaGa, change, input, state);
export const invalid = (path: string): Broken[] => [[path, "INVALID_INPUT"]];
export const unsupported = (path: string): Broken[] => [[path, "UNSUPPORTED"]];
export const own = (field: string) => `settings.alibabaGa.${field}`;

export const listenerSettings = (fields: object) => ({ settings: { alibabaGa: fields } });
export const poolSettings = ({
  portOverrides,
  ...fields
}: { portOverrides?: readonly object[] } & Record<string, unknown>) => {
  const instances = portOverrides?.map((one) => Object.assign(new overrides.input!(), one));
  return { settings: { alibabaGa: { ...fields, ...(instances && { portOverrides: instances }) } } };
};
