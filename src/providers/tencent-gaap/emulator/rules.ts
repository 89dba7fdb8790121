import type { Entry } from "../../../sandbox/store.js";
import { givenOf, integerIn, integersIn, oneOfWords, type Parameters, textIn, textsIn } from "./check-fields.js";
import { checkHealthValues } from "./health-values.js";
import { checkCertificate, clientCertificatesIn } from "./listener-creates.js";
import { boundServers } from "./listener-reads.js";
import { listenerToChange, ruleToChange } from "./lookups.js";
import { refuse } from "./refusal.js";
import {
  beginChange,
  DOMAIN_LIFE,
  domainId,
  RULE_LIFE,
  RUNNING,
  type SandboxDomain,
  type SandboxRule,
  type State,
  statusOf,
} from "./state.js";

/** Source: GAAP quota page. */
const DOMAINS_PER_LISTENER = 100;
const RULES_PER_DOMAIN = 20;
/** Source: DescribeRulesByRuleIds. */
const RULES_PER_CALL = 10;
const LONGEST_PATH = 80;

const rulesOf = (state: State, { listenerId, Domain }: SandboxDomain) =>
  state.rules.list({ group: listenerId, where: ({ value }) => value.Domain === Domain });

function showRule(state: State, entry: Entry<SandboxRule>) {
  const { ListenerId, Domain, attributes, bindings } = entry.value;
  const RealServerSet = boundServers(state, bindings, attributes.HealthCheck === 1);
  const isAbnormal = RealServerSet.some(({ RealServerStatus }) => RealServerStatus === 1);
  return {
    RuleId: entry.id,
    ListenerId,
    Domain,
    RuleStatus: statusOf(entry),
    BindStatus: isAbnormal ? 0 : 1,
    RealServerSet,
    ...attributes,
  };
}

export const showRules = (state: State) => state.rules.all().map((entry) => showRule(state, entry));

function describeRules(state: State, parameters: Parameters) {
  const listenerId = textIn(parameters, "ListenerId")!;
  if (!state.listeners.get(listenerId)) refuse("InvalidParameter", `ListenerId(${listenerId}) Not Exist.`);
  const domains = state.domains.list({ group: listenerId });
  const DomainRuleSet = domains.map(({ value, life }) => ({
    Domain: value.Domain,
    DomainStatus: Number(life?.status ?? RUNNING),
    IsDefaultServer: false,
    ...value.attributes,
    RuleSet: rulesOf(state, value).map((entry) => showRule(state, entry)),
  }));
  return { TotalCount: DomainRuleSet.length, DomainRuleSet };
}

function describeRulesByIds(state: State, parameters: Parameters) {
  const ids = textsIn(parameters, "RuleIds");
  if (ids.length > RULES_PER_CALL) refuse("InvalidParameterValue", `At most ${RULES_PER_CALL} RuleIds.`);
  const RuleSet = [...new Set(ids)].flatMap((id) => {
    const entry = state.rules.get(id);
    return entry ? [showRule(state, entry)] : [];
  });
  return { TotalCount: RuleSet.length, RuleSet };
}

/** A domain that is ready for a change. */
function domainToChange(state: State, listenerId: string, name: string): Entry<SandboxDomain> {
  const entry =
    state.domains.get(domainId(listenerId, name)) ?? refuse("ResourceNotFound", `The domain ${name} is not found.`);
  if (entry.life && entry.life.status !== RUNNING) {
    refuse("FailedOperation.DomainStatusNotInRunning", `The status of the domain ${name} is not running.`);
  }
  return entry;
}

function createDomain(state: State, parameters: Parameters) {
  const listener = listenerToChange(state, parameters, ["HTTP", "HTTPS"]);
  const Domain = textIn(parameters, "Domain")!;
  if (!/^(\*\.)?[\w-]+(\.[\w-]+)*$/.test(Domain)) refuse("InvalidParameterValue", "The domain is not valid.");
  const id = domainId(listener.id, Domain);
  if (state.domains.get(id)) refuse("FailedOperation.DomainAlreadyExisted", `The domain ${Domain} already exists.`);
  if (state.domains.count({ group: listener.id }) >= DOMAINS_PER_LISTENER) refuse("LimitExceeded", "Too many domains.");
  checkCertificate(state, textIn(parameters, "CertificateId"), 2);
  clientCertificatesIn(state, parameters);
  const attributes = givenOf(parameters, ["CertificateId", "Http3Supported", "IsDefaultServer"]);
  state.domains.insert(id, { listenerId: listener.id, Domain, attributes }, state.lifeCycles.start(DOMAIN_LIFE));
  return {};
}

function modifyDomain(state: State, parameters: Parameters) {
  const listener = listenerToChange(state, parameters, ["HTTP", "HTTPS"]);
  const from = domainToChange(state, listener.id, textIn(parameters, "OldDomain")!);
  const Domain = textIn(parameters, "NewDomain")!;
  const id = domainId(listener.id, Domain);
  const attributes = { ...from.value.attributes, ...givenOf(parameters, ["CertificateId", "IsDefaultServer"]) };
  const rules = rulesOf(state, from.value);
  if (id !== from.id && state.domains.get(id))
    refuse("FailedOperation.DomainAlreadyExisted", `The domain ${Domain} already exists.`);
  state.domains.remove(from.id);
  const life = state.lifeCycles.start(DOMAIN_LIFE, RUNNING);
  state.domains.insert(id, { listenerId: listener.id, Domain, attributes }, life).life?.begin("update");
  for (const { value } of rules) value.Domain = Domain;
  return {};
}

function deleteDomain(state: State, parameters: Parameters) {
  const listener = listenerToChange(state, parameters, ["HTTP", "HTTPS"]);
  const entry = domainToChange(state, listener.id, textIn(parameters, "Domain")!);
  const rules = rulesOf(state, entry.value);
  const isBound = rules.some(({ value }) => value.bindings.length > 0);
  if (integerIn(parameters, "Force") !== 1 && isBound) {
    refuse("FailedOperation.RealServerAlreadyBound", "Real servers are bound to rules of the domain.");
  }
  for (const rule of rules) state.rules.remove(rule.id);
  entry.life?.begin("delete");
  return {};
}

const RULE_FIELDS = [
  "Path",
  "RealServerType",
  "Scheduler",
  "HealthCheck",
  "CheckParams",
  "ForwardProtocol",
  "ForwardHost",
  "ServerNameIndicationSwitch",
  "ServerNameIndication",
  "ForcedRedirect",
];

function checkRule(parameters: Parameters): void {
  const path = textIn(parameters, "Path");
  if (path !== undefined && (!path.startsWith("/") || path.length > LONGEST_PATH)) {
    refuse("InvalidParameterValue", `A path starts with / and has at most ${LONGEST_PATH} characters.`);
  }
  oneOfWords(parameters, "HealthCheck", [0, 1]);
  oneOfWords(parameters, "ServerNameIndicationSwitch", ["ON", "OFF"]);
  oneOfWords(parameters, "ForwardProtocol", ["HTTP", "HTTPS", "default"]);
  const checks = parameters.CheckParams as Parameters | undefined;
  if (!checks) return;
  checkHealthValues(checks);
  oneOfWords(checks, "Method", ["GET", "HEAD"]);
  if (integersIn(checks, "StatusCode").some((code) => ![100, 200, 300, 400, 500].includes(code))) {
    refuse("InvalidParameterValue", "StatusCode takes 100, 200, 300, 400, 500.");
  }
}

function pathIsFree(state: State, domain: SandboxDomain, path: string, self?: string): void {
  const holder = rulesOf(state, domain).find(({ id, value }) => id !== self && value.attributes.Path === path);
  if (holder) refuse("FailedOperation.RuleAlreadyExisted", `The rule ${domain.Domain}${path} already exists.`);
}

function createRule(state: State, parameters: Parameters) {
  const listener = listenerToChange(state, parameters, ["HTTP", "HTTPS"]);
  const domain = domainToChange(state, listener.id, textIn(parameters, "Domain")!).value;
  oneOfWords(parameters, "Scheduler", ["rr", "wrr", "lc"]);
  oneOfWords(parameters, "RealServerType", ["IP", "DOMAIN"]);
  checkRule(parameters);
  if (integerIn(parameters, "HealthCheck") === 1 && !parameters.CheckParams)
    refuse("MissingParameter", "CheckParams is missing.");
  pathIsFree(state, domain, textIn(parameters, "Path")!);
  if (rulesOf(state, domain).length >= RULES_PER_DOMAIN) refuse("FailedOperation.LimitNumofRules", "Too many rules.");
  const inherited = { ForwardProtocol: listener.value.attributes.ForwardProtocol ?? "HTTP", ForwardHost: "default" };
  const attributes = {
    ...inherited,
    CheckParams: null,
    ServerNameIndicationSwitch: "OFF",
    ...givenOf(parameters, RULE_FIELDS),
  };
  const id = state.newId("rule");
  const value: SandboxRule = { ListenerId: listener.id, Domain: domain.Domain, attributes, change: 4, bindings: [] };
  state.rules.insert(id, value, state.lifeCycles.start(RULE_LIFE));
  return { RuleId: id };
}

function modifyRule(state: State, parameters: Parameters) {
  const entry = ruleToChange(state, parameters);
  const { ListenerId, Domain, attributes } = entry.value;
  oneOfWords(parameters, "Scheduler", ["rr", "wrr", "lc", "lrtt"]);
  checkRule(parameters);
  const path = textIn(parameters, "Path");
  if (path !== undefined) pathIsFree(state, state.domains.get(domainId(ListenerId, Domain))!.value, path, entry.id);
  const checks = parameters.CheckParams as Parameters | undefined;
  const current = attributes.CheckParams as Parameters | null;
  if (checks?.Domain !== undefined && checks.Domain !== current?.Domain) {
    refuse("InvalidParameter", "The domain of the health check can not be modified.");
  }
  // The parameters of checks are replaced as a whole, but for the one that cannot change.
  const kept = current?.Domain === undefined ? {} : { Domain: current.Domain };
  Object.assign(attributes, givenOf(parameters, RULE_FIELDS), checks && { CheckParams: { ...checks, ...kept } });
  beginChange(entry, 4);
  return {};
}

function deleteRule(state: State, parameters: Parameters) {
  const entry = ruleToChange(state, parameters);
  domainToChange(state, entry.value.ListenerId, entry.value.Domain);
  if (integerIn(parameters, "Force") !== 1 && entry.value.bindings.length > 0) {
    refuse("FailedOperation.RealServerAlreadyBound", "Real servers are bound to the rule.");
  }
  entry.life?.begin("delete");
  return {};
}

export const ruleOperations = {
  DescribeRules: describeRules,
  DescribeRulesByRuleIds: describeRulesByIds,
  CreateDomain: createDomain,
  ModifyDomain: modifyDomain,
  DeleteDomain: deleteDomain,
  CreateRule: createRule,
  ModifyRuleAttribute: modifyRule,
  DeleteRule: deleteRule,
};
