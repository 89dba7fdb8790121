import { isIP } from "node:net";
import type { Entry } from "../../../sandbox/store.js";
import { integerIn, type Parameters, sliceOf, structuresIn, textIn, textsIn } from "./check-fields.js";
import { boundServers } from "./listener-reads.js";
import { listenerToChange, ruleToChange } from "./lookups.js";
import { refuse } from "./refusal.js";
import { type Binding, beginChange, type SandboxListener, type SandboxRule, type State } from "./state.js";

/** Real servers of one listener or rule. Source: GAAP quota page. */
const MOST_BOUND = 100;

function bindingsIn(state: State, parameters: Parameters, attributes: Readonly<Record<string, unknown>>): Binding[] {
  const wanted = structuresIn(parameters, "RealServerBindSet");
  if (wanted.length > MOST_BOUND) refuse("FailedOperation.LimitRealServerNum", `At most ${MOST_BOUND} real servers.`);
  const bindings = wanted.map((one) => bindingOf(state, one, attributes));
  const names = new Set(bindings.map(({ RealServerId, RealServerPort }) => `${RealServerId}:${RealServerPort}`));
  if (names.size < bindings.length) refuse("InvalidParameterValue", "A real server and port is named twice.");
  return bindings;
}

function bindingOf(state: State, wanted: Parameters, attributes: Readonly<Record<string, unknown>>): Binding {
  const id = textIn(wanted, "RealServerId")!;
  const address = textIn(wanted, "RealServerIP")!;
  const port = integerIn(wanted, "RealServerPort")!;
  const weight = integerIn(wanted, "RealServerWeight") ?? 1;
  const role = textIn(wanted, "RealServerFailoverRole") ?? "";
  if (state.realServers.get(id)?.value.RealServerIP !== address) {
    refuse(
      "InvalidParameterValue.RealServerNotBelong",
      `The real server ${id} with ${address} does not belong to the account.`,
    );
  }
  if ((attributes.RealServerType === "DOMAIN") === (isIP(address) !== 0)) {
    refuse("InvalidParameterValue", `${address} is not of type ${String(attributes.RealServerType)}.`);
  }
  if (port < 1 || port > 65_535)
    refuse("InvalidParameterValue", "The value of `RealServerPort` must be in [1, 65535].");
  if (weight < 1 || weight > 100)
    refuse("InvalidParameterValue", "The value of `RealServerWeight` must be in [1, 100].");
  if (role !== "" && attributes.FailoverSwitch !== 1)
    refuse("InvalidParameter", "RealServerFailoverRole needs FailoverSwitch 1.");
  return {
    RealServerId: id,
    RealServerIP: address,
    RealServerPort: port,
    RealServerWeight: weight,
    RealServerFailoverRole: role,
  };
}

function bind(state: State, entry: Entry<SandboxListener> | Entry<SandboxRule>, parameters: Parameters) {
  entry.value.bindings = bindingsIn(state, parameters, entry.value.attributes);
  beginChange(entry, 3);
  return {};
}

function showBound(state: State, { attributes, bindings }: SandboxListener | SandboxRule) {
  return {
    BindRealServerTotalCount: bindings.length,
    BindRealServerSet: boundServers(state, bindings, attributes.HealthCheck === 1),
  };
}

const show = (state: State) => {
  const all = state.realServers
    .all()
    .map(({ id, value: { isDown: _hidden, ...shown } }) => ({ RealServerId: id, ...shown }));
  return all;
};

function candidates(state: State) {
  const RealServerSet = show(state);
  return { TotalCount: RealServerSet.length, RealServerSet };
}

function isBound(state: State, id: string): boolean {
  const holds = ({ value }: Entry<SandboxListener> | Entry<SandboxRule>) =>
    value.bindings.some(({ RealServerId }) => RealServerId === id);
  return state.listeners.all(holds).length > 0 || state.rules.all(holds).length > 0;
}

function add(state: State, parameters: Parameters) {
  const addresses = textsIn(parameters, "RealServerIP");
  const RealServerName = textIn(parameters, "RealServerName")!;
  if (RealServerName.length < 1 || RealServerName.length > 30) {
    refuse("InvalidParameterValue", "The length of `RealServerName` must be in [1, 30].");
  }
  const taken = new Set(state.realServers.all().map(({ value }) => value.RealServerIP));
  for (const address of addresses) {
    if (taken.has(address)) refuse("InvalidParameterValue.DuplicateRS", `The real server ${address} already exists.`);
    taken.add(address);
  }
  const ProjectId = integerIn(parameters, "ProjectId")!;
  if (ProjectId < 0) refuse("InvalidParameterValue.ProjectIdNotBelong", "The project does not belong to the account.");
  const RealServerSet = addresses.map((RealServerIP) => {
    const id = state.newId("rs");
    const TagSet = structuresIn(parameters, "TagSet");
    state.realServers.insert(id, { RealServerIP, RealServerName, ProjectId, TagSet, isDown: false });
    return { RealServerIP, RealServerId: id };
  });
  return { RealServerSet };
}

function describe(state: State, parameters: Parameters) {
  const project = integerIn(parameters, "ProjectId")!;
  const search = textIn(parameters, "SearchValue") ?? "";
  const filters = structuresIn(parameters, "Filters");
  for (const filter of filters) {
    const name = textIn(filter, "Name");
    if (name !== "RealServerName" && name !== "RealServerIP")
      refuse("InvalidParameterValue", `There is no filter ${name}.`);
    if (textsIn(filter, "Values").length > 5) refuse("InvalidParameterValue", "At most 5 values for a filter.");
  }
  const passes = (server: ReturnType<typeof show>[number]) =>
    (project === -1 || server.ProjectId === project) &&
    server.RealServerIP.includes(search) &&
    filters.every((filter) =>
      textsIn(filter, "Values").includes(server[textIn(filter, "Name") as "RealServerName" | "RealServerIP"]),
    );
  const { TotalCount, items } = sliceOf(show(state).filter(passes), parameters, 50);
  return { TotalCount, RealServerSet: items };
}

function status(state: State, parameters: Parameters) {
  const ids = textsIn(parameters, "RealServerIds");
  const shown = ids.map((id) => ({
    RealServerId: id,
    BindStatus: Number(isBound(state, id)),
    ProxyId: "",
    GroupId: "",
  }));
  return { TotalCount: shown.length, RealServerStatusSet: shown };
}

function rename(state: State, parameters: Parameters) {
  const id = textIn(parameters, "RealServerId")!;
  const entry = state.realServers.get(id) ?? refuse("ResourceNotFound", `The real server ${id} is not found.`);
  entry.value.RealServerName = textIn(parameters, "RealServerName")!;
  return {};
}

function remove(state: State, parameters: Parameters) {
  const ids = textsIn(parameters, "RealServerIds");
  for (const id of ids) {
    if (isBound(state, id)) refuse("FailedOperation.RealServerAlreadyBound", `The real server ${id} is bound.`);
  }
  for (const id of ids) state.realServers.remove(id);
  return {};
}

export const realServerOperations = {
  BindListenerRealServers: (state: State, parameters: Parameters) =>
    bind(state, listenerToChange(state, parameters, ["TCP", "UDP"]), parameters),
  BindRuleRealServers: (state: State, parameters: Parameters) =>
    bind(state, ruleToChange(state, parameters), parameters),
  DescribeListenerRealServers: (state: State, parameters: Parameters) => {
    const id = textIn(parameters, "ListenerId")!;
    const entry = state.listeners.get(id) ?? refuse("ResourceNotFound", `The listener ${id} is not found.`);
    return { ...candidates(state), ...showBound(state, entry.value) };
  },
  DescribeRuleRealServers: (state: State, parameters: Parameters) => {
    const id = textIn(parameters, "RuleId")!;
    const entry = state.rules.get(id) ?? refuse("ResourceNotFound", `The rule ${id} is not found.`);
    return { ...candidates(state), ...showBound(state, entry.value) };
  },
  AddRealServers: add,
  DescribeRealServers: describe,
  DescribeRealServersStatus: status,
  ModifyRealServerName: rename,
  RemoveRealServers: remove,
};
