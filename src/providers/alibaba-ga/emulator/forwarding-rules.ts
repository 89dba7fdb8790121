import type { Noun } from "../../../sandbox/create-emulator.js";
import type { RpcOperation } from "../../../sandbox/rpc-emulator.js";
import type { Entry } from "../../../sandbox/store.js";
import { refuse } from "./errors.js";
import { between, id, reads, requiredRegion, text, writes } from "./fields.js";
import { acceleratorOf, listenerOf, mustBeActive, mustBeSteady } from "./lookups.js";
import { type SandboxRule, type State, stateOf } from "./state.js";

/** Rules are part of the inventory, and can be listed and deleted. */
export const forwardingRules: Noun<State, RpcOperation<State>> = {
  shows: { forwardingRules: (_state, entry) => show(entry) },
  operations: {
    ListForwardingRules: reads(
      {
        ...requiredRegion,
        AcceleratorId: id,
        ListenerId: id,
        ForwardingRuleId: text,
        NextToken: text,
        MaxResults: { ...between(1, 100), otherwise: 20 },
      },
      (state, { AcceleratorId, ListenerId, ForwardingRuleId, NextToken, MaxResults }) => {
        acceleratorOf(state, AcceleratorId);
        listenerOf(state, ListenerId, AcceleratorId);
        const fits = (rule: Entry<SandboxRule>) => ForwardingRuleId === undefined || rule.id === ForwardingRuleId;
        const total = state.rules.count({ group: ListenerId, where: fits });
        const page = state.rules.page({ group: ListenerId, where: fits, after: NextToken, limit: MaxResults });
        return {
          ForwardingRules: page.entries.map(show),
          TotalCount: total,
          MaxResults,
          ...(page.hasMore ? { NextToken: page.entries.at(-1)!.id } : {}),
        };
      },
    ),

    DeleteForwardingRules: writes(
      {
        ...requiredRegion,
        AcceleratorId: id,
        ListenerId: id,
        ForwardingRuleIds: { type: "list", of: text, required: true, most: 20 },
      } as const,
      (state, { AcceleratorId, ListenerId, ForwardingRuleIds }) => {
        const accelerator = acceleratorOf(state, AcceleratorId);
        const listener = listenerOf(state, ListenerId, AcceleratorId);
        const rules = ForwardingRuleIds.map((ruleId) => {
          const rule = state.rules.get(ruleId);
          return rule?.value.ListenerId === ListenerId ? rule : refuse("NotExist.ForwardingRule");
        });
        mustBeActive(listener);
        mustBeSteady(accelerator);
        for (const rule of rules) rule.life?.begin("delete");
        accelerator.life?.begin("update");
        return { ForwardingRules: ForwardingRuleIds.map((ForwardingRuleId) => ({ ForwardingRuleId })) };
      },
    ),
  },
};

function show(entry: Entry<SandboxRule>) {
  const { ListenerId, EndpointGroupId, Host, Priority } = entry.value;
  return {
    ForwardingRuleId: entry.id,
    ListenerId,
    Priority,
    ForwardingRuleStatus: stateOf(entry),
    RuleConditions: [{ RuleConditionType: "Host", HostConfig: { Values: [Host] } }],
    RuleActions: [
      {
        Order: 1,
        RuleActionType: "ForwardGroup",
        ForwardGroupConfig: { ServerGroupTuples: [{ EndpointGroupId }] },
      },
    ],
  };
}
