import type { Entry } from "../../../sandbox/store.js";
import { acceleratorOf, pageOf } from "./lookups.js";
import { id, type Operation, optionalId, optionalRegion, paging, reads, requiredRegion } from "./operation.js";
import { type SandboxAccelerator, stateOf } from "./state.js";

const DAYS_30 = 30 * 24 * 3_600;

export function showAccelerator(entry: Entry<SandboxAccelerator>) {
  const { value } = entry;
  return {
    AcceleratorId: entry.id,
    ...value,
    State: stateOf(entry),
    ExpiredTime: value.CreateTime + DAYS_30,
    Bandwidth: 100,
    BandwidthBillingType: "BandwidthPackage",
    InstanceChargeType: "PREPAY",
    RegionId: "cn-hangzhou",
    ResourceGroupId: "rg-sandbox",
    Type: "Standard",
    IpSetConfig: { AccessMode: "UserDefine" },
  };
}

export const acceleratorOperations = {
  ListAccelerators: reads(
    { ...requiredRegion, ...paging, AcceleratorId: optionalId, State: { type: "text" } },
    (state, { AcceleratorId, State, ...page }) => {
      const fits = (entry: Entry<SandboxAccelerator>) =>
        (AcceleratorId === undefined || entry.id === AcceleratorId) &&
        (State === undefined || stateOf(entry) === State);
      const isFiltered = AcceleratorId !== undefined || State !== undefined;
      const { items, paging } = pageOf(state.accelerators.all(isFiltered ? fits : undefined), page);
      return { Accelerators: items.map(showAccelerator), ...paging };
    },
  ),

  DescribeAccelerator: reads({ ...optionalRegion, AcceleratorId: id }, (state, { AcceleratorId }) =>
    showAccelerator(acceleratorOf(state, AcceleratorId)),
  ),

  ListTagResources: reads(
    {
      ...requiredRegion,
      ResourceType: { type: "text", required: true, oneOf: ["accelerator", "endpointgroup"] },
      ResourceId: { type: "list", of: { type: "text" }, most: 50 },
    },
    (state, { ResourceType, ResourceId }) => {
      const entries = ResourceType === "accelerator" ? state.accelerators.all() : state.groups.all();
      const asked = entries.filter((entry) => ResourceId === undefined || ResourceId.includes(entry.id));
      const tags = asked.flatMap((entry) =>
        entry.value.Tags.map(({ Key, Value }) => ({
          ResourceId: entry.id,
          ResourceType,
          TagKey: Key,
          TagValue: Value,
        })),
      );
      // A list inside an object of nearly its name, unlike all other lists. Source: ListTagResources page.
      return { TagResources: { TagResource: tags } };
    },
  ),
} satisfies Record<string, Operation>;
