import type { HealthMonitorInput } from "../../model/inputs-shared.js";
import type { Listener } from "../../model/listener.js";
import type { CreateListenerInput, UpdateListenerInput } from "../../model/listener-inputs.js";
import type { Pool } from "../../model/pool.js";
import type { CreatePoolInput, UpdatePoolInput } from "../../model/pool-inputs.js";
import type { WireObject } from "../../transport/wire.js";
import { holdsAll } from "../kit/create-once.js";
import { isEmpty } from "../kit/wire-body.js";
import type { Fields } from "./client.js";
import { nativePool, SCHEDULERS } from "./mapping.js";
import { listenerSettings, poolSettings } from "./settings.js";
import { clientCertificateIdsOf, readListener, readRule, type WireListener, type WireRule } from "./wire.js";

/** From the model's inputs to the cloud's fields. Undefined: not sent. A null in an input counts as omitted. */

/** Most of the cloud's booleans are 1 and 0. */
export const flag = (value: boolean | null | undefined) => (value == null ? undefined : value ? 1 : 0);
const scheduler = ({ algorithm }: { algorithm?: CreateListenerInput["algorithm"] }) =>
  algorithm ? SCHEDULERS[algorithm] : undefined;

/** What a check of UDP is called, by the monitor's protocol. */
const CHECK_TYPES: Readonly<Record<string, string>> = { PING: "PING", UDP: "PORT" };

/** Checks of a new monitor run by default. */
const isOn = (monitor: HealthMonitorInput | null | undefined) => monitor && (monitor.enabled ?? true);

/** Checks of TCP and UDP: from healthMonitor or from settings, which rules keep from contradicting each other. */
function listenerCheckFields(
  input: Pick<CreateListenerInput, "healthMonitor" | "settings">,
  protocol: "TCP" | "UDP",
): Fields {
  const monitor = input.healthMonitor;
  const settings = listenerSettings.in(input);
  const common = {
    HealthCheck: flag(monitor?.enabled ?? settings.healthCheck),
    DelayLoop: monitor?.intervalSeconds ?? settings.delayLoopSeconds ?? undefined,
    ConnectTimeout: monitor?.timeoutSeconds ?? settings.connectTimeoutSeconds ?? undefined,
    HealthyThreshold: monitor?.healthyThreshold ?? undefined,
    UnhealthyThreshold: monitor?.unhealthyThreshold ?? undefined,
  };
  if (protocol === "TCP") return common;
  return {
    ...common,
    CheckType: monitor?.protocol ? CHECK_TYPES[monitor.protocol] : undefined,
    CheckPort: monitor?.port ?? undefined,
    ContextType: settings.contextType ?? undefined,
    SendContext: settings.sendContext ?? undefined,
    RecvContext: settings.recvContext ?? undefined,
  };
}

/** The cloud requires a name for every listener; the model does not. */
const nameOf = ({ name, protocol }: CreateListenerInput) => name ?? `${protocol.toLowerCase()}-listener`;

/** Everything of a new TCP or UDP listener except its parent and port. */
export function createLayer4Request(input: CreateListenerInput, protocol: "TCP" | "UDP"): Fields {
  const settings = listenerSettings.in(input);
  const health = listenerCheckFields(input, protocol);
  const isChecked = isOn(input.healthMonitor) ?? settings.healthCheck ?? false;
  return {
    ListenerName: nameOf(input),
    RealServerType: settings.realServerType ?? "IP",
    Scheduler: scheduler(input) ?? "rr",
    ...health,
    HealthCheck: isChecked ? 1 : 0,
    // The cloud has no default for the type of check (Terraform provider: required with HealthCheck 1).
    ...(protocol === "UDP" && isChecked ? { CheckType: health.CheckType ?? "PING" } : {}),
    FailoverSwitch: flag(settings.failoverSwitch),
    ClientIPMethod: protocol === "TCP" ? (settings.clientIpMethod ?? undefined) : undefined,
  };
}

/** Everything of a new HTTP or HTTPS listener except its parent. */
export function createLayer7Request(input: CreateListenerInput, protocol: "HTTP" | "HTTPS"): Fields {
  const settings = listenerSettings.in(input);
  const common = { ListenerName: nameOf(input), Port: input.portRanges[0]?.fromPort };
  if (protocol === "HTTP") return common;
  const clientCertificates = input.tls?.clientCaCertificateIds ?? [];
  return {
    ...common,
    CertificateId: input.tls?.certificateIds?.[0],
    ForwardProtocol: settings.forwardProtocol ?? "HTTP",
    AuthType: settings.authType ?? (clientCertificates.length > 0 ? 1 : 0),
    PolyClientCertificateIds: clientCertificates.length > 0 ? clientCertificates : undefined,
    Http3Supported: flag(settings.http3Supported),
  };
}

/** What an update changes through the Modify…ListenerAttribute operation of the protocol. */
export function updateListenerRequest({ protocol }: Pick<Listener, "protocol">, input: UpdateListenerInput): Fields {
  const name = { ListenerName: input.name ?? undefined };
  const settings = listenerSettings.in(input);
  switch (protocol) {
    case "TCP":
    case "UDP": {
      const checks = listenerCheckFields(input, protocol);
      return { ...name, Scheduler: scheduler(input), ...checks, FailoverSwitch: flag(settings.failoverSwitch) };
    }
    case "HTTP":
    case "OTHER":
      return name;
    case "HTTPS":
      return {
        ...name,
        ForwardProtocol: settings.forwardProtocol ?? undefined,
        CertificateId: input.tls?.certificateIds?.[0],
        PolyClientCertificateIds: input.tls?.clientCaCertificateIds ?? undefined,
      };
  }
}

/**
 * The parameters of a rule's checks are sent as a whole; these are the defaults when neither the rule nor the input
 * gives a value.
 */
const DEFAULT_CHECKS = { DelayLoop: 5, ConnectTimeout: 2, Path: "/", Method: "HEAD", StatusCode: [200] } as const;

interface ChecksWish {
  readonly healthMonitor?: HealthMonitorInput | null;
  readonly settings?: CreatePoolInput["settings"];
}

function checkChanges(input: ChecksWish): Fields {
  const { healthMonitor: monitor } = input;
  const settings = poolSettings.in(input);
  return {
    DelayLoop: monitor?.intervalSeconds ?? undefined,
    ConnectTimeout: monitor?.timeoutSeconds ?? undefined,
    Path: monitor?.path ?? undefined,
    Method: settings.checkMethod ?? undefined,
    StatusCode: settings.checkStatusCodes ?? undefined,
    FailedCountInter: settings.failedCountIntervalSeconds ?? undefined,
    FailedThreshold: settings.failedThreshold ?? undefined,
    BlockInter: settings.blockIntervalSeconds ?? undefined,
  };
}

const isSaid = (value: unknown) => value != null && value !== "" && !(Array.isArray(value) && value.length === 0);
const said = (fields: object): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => isSaid(value)));

/**
 * All parameters of a rule's checks, including unknown ones; undefined when the input changes none and needs none.
 * `Domain` cannot be modified and so is not repeated.
 */
function checkParams(input: ChecksWish, current: WireObject | null): Fields | undefined {
  const changes = checkChanges(input);
  const isNeeded = !isEmpty(changes) || (isOn(input.healthMonitor) && !current);
  if (!isNeeded) return undefined;
  const { Domain: _fixed, ...rest } = current ?? {};
  return { ...DEFAULT_CHECKS, ...said(rest), ...said(changes) };
}

function ruleFields(input: CreatePoolInput | UpdatePoolInput): Fields {
  const settings = poolSettings.in(input);
  const sni = settings.serverNameIndicationSwitch;
  const { healthMonitor } = input;
  return {
    Path: settings.path ?? undefined,
    Scheduler: scheduler(input),
    HealthCheck: flag(healthMonitor?.enabled),
    ForwardProtocol: settings.forwardProtocol ?? undefined,
    ForwardHost: settings.forwardHost ?? undefined,
    ServerNameIndicationSwitch: sni == null ? undefined : sni ? "ON" : "OFF",
    ServerNameIndication: settings.serverNameIndication ?? undefined,
    ForcedRedirect: settings.forcedRedirect ?? undefined,
  };
}

/** Everything of a new rule except its listener. */
export function createPoolRequest(input: CreatePoolInput): Fields & { readonly Domain: string; readonly Path: string } {
  const settings = poolSettings.in(input);
  const fields = ruleFields(input);
  const checks = checkParams(input, null);
  return {
    ...fields,
    Domain: settings.domain!,
    Path: settings.path ?? "/",
    RealServerType: settings.realServerType ?? "IP",
    Scheduler: fields.Scheduler ?? "rr",
    HealthCheck: isOn(input.healthMonitor) ? 1 : 0,
    CheckParams: checks && settings.checkDomain ? { ...checks, Domain: settings.checkDomain } : checks,
    // The pool's protocol is the one between the channel and the servers.
    ForwardProtocol: fields.ForwardProtocol ?? input.protocol ?? undefined,
  };
}

/**
 * What an update changes: of a rule through ModifyRuleAttribute, of a TCP or UDP listener through its own operation.
 */
export function updatePoolRequest(pool: Pool, input: UpdatePoolInput): Fields {
  const native = nativePool(pool);
  if (native.kind === "rule") return { ...ruleFields(input), CheckParams: checkParams(input, native.rule.checkParams) };
  const checks = listenerCheckFields({ healthMonitor: input.healthMonitor }, native.protocol);
  return { Scheduler: scheduler(input), ...checks };
}

// What was sent, as it reads afterwards

const NO_ID_YET = "?";

/** The listener that a create for one port makes, as far as the request says. */
export function listenerAsSent(body: Fields, id = NO_ID_YET): WireListener {
  const certificates = body.PolyClientCertificateIds as readonly string[] | undefined;
  const PolyClientCertificateAliasInfo = certificates?.map((CertificateId) => ({ CertificateId }));
  return readListener({ ...body, ListenerId: id, PolyClientCertificateAliasInfo });
}

/** The rule that a create makes, as far as the request says. */
export const ruleAsSent = (body: Fields, id = NO_ID_YET): WireRule => readRule({ ...body, RuleId: id });

/** Whether a listener has everything that was sent. Names are case-sensitive. */
export function isListenerAsSent(sent: WireListener, found: WireListener): boolean {
  const certificates = clientCertificateIdsOf(sent);
  return (
    found.name === sent.name &&
    hasWhatIsSaid(
      { ...sent, clientCertificates: certificates },
      { ...found, clientCertificates: clientCertificateIdsOf(found) },
    )
  );
}

/** Whether a rule has everything that was sent. */
export function isRuleAsSent(sent: WireRule, found: WireRule): boolean {
  return found.path === sent.path && hasWhatIsSaid(sent, found);
}

function hasWhatIsSaid(sent: object, found: object): boolean {
  const { id: _none, ...rest } = sent as Fields;
  const said = Object.entries(rest).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  return holdsAll(Object.fromEntries(said), found);
}
