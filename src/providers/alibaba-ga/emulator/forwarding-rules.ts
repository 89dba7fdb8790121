import type { Entry } from "../../../sandbox/store.js";
import { acceleratorOf, listenerOf, mustBeActive, mustBeSteady } from "./lookups.js";
import { id, type Operation, optionalId, reads, requiredRegion, writes } from "./operation.js";
import { refuse } from "./refusal.js";
import { type SandboxRule, stateOf } from "./state.js";

export function showRule(entry: Entry<SandboxRule>) {
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

/** Rules are part of the inventory, and can be listed and deleted. */
export const forwardingRuleOperations = {
  ListForwardingRules: reads(
    {
      ...requiredRegion,
      AcceleratorId: id,
      ListenerId: id,
      ForwardingRuleId: optionalId,
      NextToken: { type: "text" },
      MaxResults: { type: "integer", least: 1, most: 100 },
    },
    (state, { AcceleratorId, ListenerId, ForwardingRuleId, NextToken, MaxResults = 20 }) => {
      acceleratorOf(state, AcceleratorId);
      listenerOf(state, ListenerId, AcceleratorId);
      const fits = (rule: Entry<SandboxRule>) => ForwardingRuleId === undefined || rule.id === ForwardingRuleId;
      const total = state.rules.count({ group: ListenerId, where: fits });
      const page = state.rules.page({ group: ListenerId, where: fits, after: NextToken, limit: MaxResults });
      return {
        ForwardingRules: page.entries.map(showRule),
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
      ForwardingRuleIds: { type: "list", of: { type: "text" }, required: true, most: 20 },
    },
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
} satisfies Record<string, Operation>;
