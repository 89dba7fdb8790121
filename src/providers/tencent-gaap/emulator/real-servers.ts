import type { Noun } from "../../../sandbox/create-emulator.js";
import type { RpcOperation } from "../../../sandbox/rpc-emulator.js";
import type { Entry } from "../../../sandbox/store.js";
import { refuse } from "./errors.js";
import { filters, id, name, number, operation, page, sliceOf, tags, text, texts } from "./fields.js";
import type { SandboxListener, SandboxRealServer, SandboxRule, State } from "./state.js";

const project = { ...number, required: true } as const;

/** The account's servers, whether bound or not. */
export const realServers: Noun<State, RpcOperation<State>> = {
  shows: { realServers: (_state, entry) => show(entry) },
  operations: {
    AddRealServers: operation(
      {
        ProjectId: project,
        RealServerIP: { ...texts, required: true },
        RealServerName: { ...name, required: true },
        TagSet: tags,
      } as const,
      (state, { ProjectId, RealServerIP: addresses, RealServerName, TagSet }) => {
        const taken = new Set(state.realServers.all().map(({ value }) => value.RealServerIP));
        for (const address of addresses) {
          if (taken.has(address))
            refuse("InvalidParameterValue.DuplicateRS", `The real server ${address} already exists.`);
          taken.add(address);
        }
        if (ProjectId < 0)
          refuse("InvalidParameterValue.ProjectIdNotBelong", "The project does not belong to the account.");
        const RealServerSet = addresses.map((RealServerIP) => {
          const RealServerId = state.newId("rs");
          state.realServers.insert(RealServerId, { RealServerIP, RealServerName, ProjectId, TagSet, isDown: false });
          return { RealServerIP, RealServerId };
        });
        return { RealServerSet };
      },
    ),

    DescribeRealServers: operation(
      {
        ProjectId: project,
        SearchValue: { ...text, otherwise: "" },
        TagSet: tags,
        Filters: {
          ...filters,
          of: { ...filters.of, Name: { type: "text", oneOf: ["RealServerName", "RealServerIP"], required: true } },
        },
        ...page(50),
      } as const,
      (state, { ProjectId, SearchValue, Filters, ...slice }) => {
        const fits = ({ value }: Entry<SandboxRealServer>) =>
          (ProjectId === -1 || value.ProjectId === ProjectId) &&
          value.RealServerIP.includes(SearchValue) &&
          Filters.every(({ Name, Values }) => Values.includes(value[Name]));
        const { TotalCount, items } = sliceOf(state.realServers.all(fits), slice);
        return { TotalCount, RealServerSet: items.map(show) };
      },
    ),

    DescribeRealServersStatus: operation({ RealServerIds: { ...texts, required: true } } as const, (state, values) => {
      const shown = values.RealServerIds.map((RealServerId) => ({
        RealServerId,
        BindStatus: Number(isBound(state, RealServerId)),
        ProxyId: "",
        GroupId: "",
      }));
      return { TotalCount: shown.length, RealServerStatusSet: shown };
    }),

    ModifyRealServerName: operation(
      { RealServerName: id, RealServerId: id },
      (state, { RealServerName, RealServerId }) => {
        const entry = state.realServers.get(RealServerId);
        if (!entry) return refuse("ResourceNotFound", `The real server ${RealServerId} is not found.`);
        entry.value.RealServerName = RealServerName;
        return {};
      },
    ),

    RemoveRealServers: operation({ RealServerIds: { ...texts, required: true } } as const, (state, values) => {
      for (const one of values.RealServerIds) {
        if (isBound(state, one)) refuse("FailedOperation.RealServerAlreadyBound", `The real server ${one} is bound.`);
      }
      for (const one of values.RealServerIds) state.realServers.remove(one);
      return {};
    }),
  },
};

export function realServersIn(state: State): object[] {
  return state.realServers.all().map(show);
}

function show({ id: RealServerId, value: { isDown: _hidden, ...shown } }: Entry<SandboxRealServer>) {
  return { RealServerId, ...shown };
}

function isBound(state: State, realServerId: string): boolean {
  const holds = ({ value }: Entry<SandboxListener> | Entry<SandboxRule>) =>
    value.bindings.some(({ RealServerId }) => RealServerId === realServerId);
  return state.listeners.all(holds).length > 0 || state.rules.all(holds).length > 0;
}
