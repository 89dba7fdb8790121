import { isIP } from "node:net";
import type { Noun } from "../../../sandbox/create-emulator.js";
import type { Fields, ListField, Values } from "../../../sandbox/fields.js";
import type { RpcOperation } from "../../../sandbox/rpc-emulator.js";
import type { Entry } from "../../../sandbox/store.js";
import { refuse } from "./errors.js";
import { between, id, operation, page, text } from "./fields.js";
import { listenerToChange, ruleToChange } from "./lookups.js";
import { realServersIn } from "./real-servers.js";
import { type Binding, beginChange, type SandboxListener, type SandboxRule, type State } from "./state.js";

/** Real servers bound to listeners and rules. */

const member = {
  RealServerId: id,
  RealServerPort: { ...between(1, 65_535), required: true },
  RealServerIP: id,
  RealServerWeight: { ...between(1, 100), otherwise: 1 },
  RealServerFailoverRole: { ...text, otherwise: "" },
} as const satisfies Fields;
/** Source: GAAP quota page. */
const members = {
  type: "list",
  of: member,
  most: 100,
  code: { length: "FailedOperation.LimitRealServerNum" },
  otherwise: [],
} as const satisfies ListField;

export const boundMembers: Noun<State, RpcOperation<State>> = {
  operations: {
    BindListenerRealServers: operation({ ListenerId: id, RealServerBindSet: members }, (state, values) =>
      bind(state, listenerToChange(state, values, ["TCP", "UDP"]), values.RealServerBindSet),
    ),
    BindRuleRealServers: operation({ RuleId: id, RealServerBindSet: members }, (state, values) =>
      bind(state, ruleToChange(state, values), values.RealServerBindSet),
    ),
    DescribeListenerRealServers: operation({ ListenerId: id }, (state, { ListenerId }) =>
      describe(state, state.listeners.get(ListenerId) ?? notFound("listener", ListenerId)),
    ),
    DescribeRuleRealServers: operation({ RuleId: id, ...page(100) }, (state, { RuleId }) =>
      describe(state, state.rules.get(RuleId) ?? notFound("rule", RuleId)),
    ),
  },
};

const notFound = (what: string, name: string) => refuse("ResourceNotFound", `The ${what} ${name} is not found.`);

function bind(
  state: State,
  entry: Entry<SandboxListener> | Entry<SandboxRule>,
  wanted: readonly Values<typeof member>[],
) {
  for (const one of wanted) mustFit(state, one, entry.value.attributes);
  const names = new Set(wanted.map(({ RealServerId, RealServerPort }) => `${RealServerId}:${RealServerPort}`));
  if (names.size < wanted.length) refuse("InvalidParameterValue", "A real server and port is named twice.");
  entry.value.bindings = wanted;
  beginChange(entry, 3);
  return {};
}

function mustFit(state: State, wanted: Binding, attributes: Readonly<Record<string, unknown>>): void {
  const { RealServerId, RealServerIP: address, RealServerFailoverRole } = wanted;
  if (state.realServers.get(RealServerId)?.value.RealServerIP !== address) {
    refuse(
      "InvalidParameterValue.RealServerNotBelong",
      `The real server ${RealServerId} with ${address} does not belong to the account.`,
    );
  }
  if ((attributes.RealServerType === "DOMAIN") === (isIP(address) !== 0))
    refuse("InvalidParameterValue", `${address} is not of type ${String(attributes.RealServerType)}.`);
  if (RealServerFailoverRole !== "" && attributes.FailoverSwitch !== 1)
    refuse("InvalidParameter", "RealServerFailoverRole needs FailoverSwitch 1.");
}

/** The real servers that can be bound, and those that are. */
function describe(state: State, { value: { bindings, attributes } }: Entry<SandboxListener> | Entry<SandboxRule>) {
  const RealServerSet = realServersIn(state);
  return {
    TotalCount: RealServerSet.length,
    RealServerSet,
    BindRealServerTotalCount: bindings.length,
    BindRealServerSet: boundServers(state, bindings, attributes.HealthCheck === 1),
  };
}

/** 1 is abnormal; without probes all are normal. */
export function boundServers(state: State, bindings: readonly Binding[], isProbed: boolean) {
  return bindings.map((binding) => {
    const isDown = isProbed && !!state.realServers.get(binding.RealServerId)?.value.isDown;
    return { ...binding, RealServerStatus: isDown ? 1 : 0, DownIPList: [] };
  });
}
