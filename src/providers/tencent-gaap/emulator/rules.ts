import type { Noun } from "../../../sandbox/create-emulator.js";
import type { Fields } from "../../../sandbox/fields.js";
import type { RpcOperation } from "../../../sandbox/rpc-emulator.js";
import type { Entry } from "../../../sandbox/store.js";
import { domainToChange, rulesOf } from "./domains.js";
import { refuse } from "./errors.js";
import { id, number, oneOf, operation, switched, text } from "./fields.js";
import { requireTimely, timing } from "./health-monitors.js";
import { listenerNamed, listenerToChange, ruleToChange } from "./lookups.js";
import { boundServers } from "./members.js";
import {
  beginChange,
  domainId,
  RULE_LIFE,
  RUNNING,
  type SandboxDomain,
  type SandboxRule,
  type State,
  statusIn,
} from "./state.js";

/** Source: GAAP quota page. */
const RULES_PER_DOMAIN = 20;

const checks = {
  DelayLoop: { ...timing.DelayLoop, required: true },
  ConnectTimeout: { ...timing.ConnectTimeout, required: true },
  Path: id,
  Method: { ...oneOf("GET", "HEAD"), required: true },
  StatusCode: { type: "list", of: { type: "integer", oneOf: [100, 200, 300, 400, 500] }, required: true },
  Domain: text,
  FailedCountInter: number,
  FailedThreshold: number,
  BlockInter: number,
} as const satisfies Fields;
const path = { type: "text", pattern: /^\/.{0,79}$/su, is: "a path of at most 80 characters" } as const;
/** Fields that both writes have. */
const writable = {
  ListenerId: id,
  ForwardProtocol: oneOf("HTTP", "HTTPS", "default"),
  ForwardHost: text,
  ServerNameIndicationSwitch: oneOf("ON", "OFF"),
  ServerNameIndication: text,
  ForcedRedirect: text,
  CheckParams: { type: "struct", of: checks },
} as const satisfies Fields;

const created = {
  ...writable,
  Domain: id,
  Path: { ...path, required: true },
  RealServerType: { ...oneOf("IP", "DOMAIN"), required: true },
  Scheduler: { ...oneOf("rr", "wrr", "lc"), required: true },
  HealthCheck: { ...switched, required: true },
} as const satisfies Fields;
const changed = {
  ...writable,
  RuleId: id,
  Path: path,
  Scheduler: oneOf("rr", "wrr", "lc", "lrtt"),
  HealthCheck: switched,
} as const satisfies Fields;

/** Rules send requests for a domain and path to real servers. */
export const rules: Noun<State, RpcOperation<State>> = {
  shows: { rules: show },
  operations: {
    DescribeRules: operation({ ListenerId: id }, (state, { ListenerId }) => {
      const listener = listenerNamed(state, ListenerId);
      const DomainRuleSet = state.domains.list({ group: listener.id }).map(({ value, life }) => ({
        Domain: value.Domain,
        DomainStatus: Number(life?.status ?? RUNNING),
        IsDefaultServer: false,
        ...value.attributes,
        RuleSet: rulesOf(state, value).map((entry) => show(state, entry)),
      }));
      return { TotalCount: DomainRuleSet.length, DomainRuleSet };
    }),

    DescribeRulesByRuleIds: operation(
      { RuleIds: { type: "list", of: text, most: 10, required: true } } as const,
      (state, { RuleIds }) => {
        const RuleSet = [...new Set(RuleIds)].flatMap((ruleId) => {
          const entry = state.rules.get(ruleId);
          return entry ? [show(state, entry)] : [];
        });
        return { TotalCount: RuleSet.length, RuleSet };
      },
    ),

    CreateRule: operation(created, (state, { ListenerId, Domain: name, ...given }) => {
      const listener = listenerToChange(state, { ListenerId }, ["HTTP", "HTTPS"]);
      const domain = domainToChange(state, listener.id, name).value;
      if (given.CheckParams) requireTimely(given.CheckParams);
      if (given.HealthCheck === 1 && !given.CheckParams) refuse("MissingParameter", "CheckParams is missing.");
      pathIsFree(state, domain, given.Path);
      if (rulesOf(state, domain).length >= RULES_PER_DOMAIN)
        refuse("FailedOperation.LimitNumofRules", "Too many rules.");
      const attributes = {
        ForwardProtocol: listener.value.attributes.ForwardProtocol ?? "HTTP",
        ForwardHost: "default",
        CheckParams: null,
        ServerNameIndicationSwitch: "OFF",
        ...given,
      };
      const RuleId = state.newId("rule");
      const value: SandboxRule = {
        ListenerId: listener.id,
        Domain: domain.Domain,
        attributes,
        change: 4,
        bindings: [],
      };
      state.rules.insert(RuleId, value, state.context.lifeCycles.start(RULE_LIFE));
      return { RuleId };
    }),

    ModifyRuleAttribute: operation(changed, (state, { ListenerId, RuleId, CheckParams: wanted, ...changes }) => {
      const entry = ruleToChange(state, { RuleId, ListenerId });
      const { Domain, attributes } = entry.value;
      if (wanted) requireTimely(wanted);
      if (changes.Path !== undefined)
        pathIsFree(state, state.domains.get(domainId(entry.value.ListenerId, Domain))!.value, changes.Path, entry.id);
      const current = attributes.CheckParams as { readonly Domain?: string } | null;
      if (wanted?.Domain !== undefined && wanted.Domain !== current?.Domain)
        refuse("InvalidParameter", "The domain of the health check can not be modified.");
      // The parameters of checks are replaced as a whole, but for the one that cannot change.
      const kept = current?.Domain === undefined ? {} : { Domain: current.Domain };
      Object.assign(attributes, changes, wanted && { CheckParams: { ...wanted, ...kept } });
      beginChange(entry, 4);
      return {};
    }),

    DeleteRule: operation(
      { ListenerId: id, RuleId: id, Force: { ...switched, required: true } } as const,
      (state, { Force, ...ids }) => {
        const entry = ruleToChange(state, ids);
        domainToChange(state, entry.value.ListenerId, entry.value.Domain);
        if (Force !== 1 && entry.value.bindings.length > 0)
          refuse("FailedOperation.RealServerAlreadyBound", "Real servers are bound to the rule.");
        entry.life?.begin("delete");
        return {};
      },
    ),
  },
};

function pathIsFree(state: State, domain: SandboxDomain, path: string, self?: string): void {
  const holder = rulesOf(state, domain).find(({ id, value }) => id !== self && value.attributes.Path === path);
  if (holder) refuse("FailedOperation.RuleAlreadyExisted", `The rule ${domain.Domain}${path} already exists.`);
}

function show(state: State, entry: Entry<SandboxRule>) {
  const { ListenerId, Domain, attributes, bindings } = entry.value;
  const RealServerSet = boundServers(state, bindings, attributes.HealthCheck === 1);
  const isAbnormal = RealServerSet.some(({ RealServerStatus }) => RealServerStatus === 1);
  return {
    RuleId: entry.id,
    ListenerId,
    Domain,
    RuleStatus: statusIn(entry),
    BindStatus: isAbnormal ? 0 : 1,
    RealServerSet,
    ...attributes,
  };
}
