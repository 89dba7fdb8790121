import type { Noun } from "../../../sandbox/create-emulator.js";
import type { Field } from "../../../sandbox/fields.js";
import type { RpcOperation } from "../../../sandbox/rpc-emulator.js";
import type { Entry } from "../../../sandbox/store.js";
import { refuse } from "./errors.js";
import { between, id, name, reads, requiredRegion, text, writes } from "./fields.js";
import { acceleratorOf, groupOf, listenerOf, mustBeActive, mustBeSteady } from "./lookups.js";
import { groupsOfRule, type SandboxRule, type State, stateOf } from "./state.js";

const values = { type: "struct", of: { Values: { type: "list", of: text } } } as const;

/** Source: CreateForwardingRules page. What types of conditions and actions mean is not checked. */
const rules = {
  type: "list",
  least: 1,
  required: true,
  of: {
    Priority: between(1, 10_000),
    ForwardingRuleName: name,
    RuleConditions: {
      type: "list",
      required: true,
      of: { RuleConditionType: id, RuleConditionValue: text, HostConfig: values, PathConfig: values },
    },
    RuleActions: {
      type: "list",
      least: 1,
      required: true,
      of: {
        Order: { ...between(1, 50_000), required: true },
        RuleActionType: id,
        RuleActionValue: text,
        ForwardGroupConfig: {
          type: "struct",
          of: { ServerGroupTuples: { type: "list", of: { EndpointGroupId: id } } },
        },
      },
    },
  },
} as const satisfies Field;

/** Rules of listeners that read requests. */
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

    CreateForwardingRules: writes(
      { ...requiredRegion, AcceleratorId: id, ListenerId: id, ForwardingRules: rules } as const,
      (state, { AcceleratorId, ListenerId, ForwardingRules }) => {
        const accelerator = acceleratorOf(state, AcceleratorId);
        const listener = listenerOf(state, ListenerId, AcceleratorId);
        mustBeActive(listener);
        mustBeSteady(accelerator);
        const made = ForwardingRules.map(
          (given): SandboxRule => ({ AcceleratorId, ListenerId, Priority: 1, ...given }),
        );
        for (const groupId of made.flatMap(groupsOfRule)) groupOf(state, groupId);
        accelerator.life?.begin("update");
        const ids = made.map((rule) => {
          const ForwardingRuleId = state.newId("frule");
          state.rules.insert(ForwardingRuleId, rule, state.childLife());
          return { ForwardingRuleId };
        });
        return { ForwardingRules: ids };
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
  const { AcceleratorId: _asked, ...shown } = entry.value;
  return { ForwardingRuleId: entry.id, ForwardingRuleStatus: stateOf(entry), ...shown };
}
