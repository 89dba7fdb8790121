import type { Noun } from "../../../sandbox/create-emulator.js";
import type { RpcOperation } from "../../../sandbox/rpc-emulator.js";
import type { Entry } from "../../../sandbox/store.js";
import { id, optionalRegion, paging, reads, requiredRegion, text } from "./fields.js";
import { acceleratorOf, pageOf } from "./lookups.js";
import { type SandboxAccelerator, type State, stateOf } from "./state.js";

const DAYS_30 = 30 * 24 * 3_600;

export const accelerators: Noun<State, RpcOperation<State>> = {
  shows: { accelerators: (_state, entry) => show(entry) },
  operations: {
    ListAccelerators: reads(
      { ...requiredRegion, ...paging, AcceleratorId: text, State: text },
      (state, { AcceleratorId, State, ...page }) => {
        const fits = (entry: Entry<SandboxAccelerator>) =>
          (AcceleratorId === undefined || entry.id === AcceleratorId) &&
          (State === undefined || stateOf(entry) === State);
        const isFiltered = AcceleratorId !== undefined || State !== undefined;
        const { items, paging } = pageOf(state.accelerators.all(isFiltered ? fits : undefined), page);
        return { Accelerators: items.map(show), ...paging };
      },
    ),

    DescribeAccelerator: reads({ ...optionalRegion, AcceleratorId: id }, (state, { AcceleratorId }) =>
      show(acceleratorOf(state, AcceleratorId)),
    ),
  },
};

function show(entry: Entry<SandboxAccelerator>) {
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
