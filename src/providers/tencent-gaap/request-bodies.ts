import type { ListenerProtocol } from "../../model/enums.js";
import type { HealthMonitorInput } from "../../model/inputs-shared.js";
import type { CreateListenerInput, UpdateListenerInput } from "../../model/listener-inputs.js";
import type { Pool } from "../../model/pool.js";
import type { CreatePoolInput, UpdatePoolInput } from "../../model/pool-inputs.js";
import { partsOf } from "./keys.js";
import type { TencentGaapPoolSettingsInput } from "./pool-settings.js";
import type { TencentGaapListenerSettingsInput } from "./settings.js";
import { schedulerOf } from "./vocabulary.js";
import type { WireCheckParams, WireRule } from "./wire-types.js";

/** From the model's inputs to the cloud's fields. Undefined: not sent. A null in an input counts as left out. */

export type Fields = Readonly<Record<string, unknown>>;

export const listenerSettingsIn = (input: Pick<CreateListenerInput, "settings">) =>
  (input.settings?.tencentGaap ?? {}) as TencentGaapListenerSettingsInput;
export const poolSettingsIn = (input: Pick<CreatePoolInput, "settings">) =>
  (input.settings?.tencentGaap ?? {}) as TencentGaapPoolSettingsInput;

/** Most of the cloud's booleans are 1 and 0. */
const flag = (value: boolean | null | undefined) => (value == null ? undefined : value ? 1 : 0);
const scheduler = ({ algorithm }: { algorithm?: CreateListenerInput["algorithm"] }) =>
  algorithm ? schedulerOf(algorithm) : undefined;

interface HealthWish {
  readonly healthMonitor?: HealthMonitorInput | null;
  readonly settings?: CreateListenerInput["settings"];
}

/** Health checks of TCP and UDP: said by healthMonitor or by settings, which the rules keep from contradicting. */
function healthFields(input: HealthWish, protocol: "TCP" | "UDP"): Fields {
  const monitor = input.healthMonitor;
  const settings = listenerSettingsIn(input);
  const common = {
    HealthCheck: flag(monitor ? (monitor.enabled ?? true) : settings.healthCheck),
    DelayLoop: monitor?.intervalSeconds ?? settings.delayLoopSeconds ?? undefined,
    ConnectTimeout: monitor?.timeoutSeconds ?? settings.connectTimeoutSeconds ?? undefined,
    HealthyThreshold: monitor?.healthyThreshold ?? undefined,
    UnhealthyThreshold: monitor?.unhealthyThreshold ?? undefined,
  };
  if (protocol === "TCP") return common;
  const types: Readonly<Record<string, string>> = { PING: "PING", UDP: "PORT" };
  return {
    ...common,
    CheckType: monitor?.protocol ? types[monitor.protocol] : undefined,
    CheckPort: monitor?.port ?? undefined,
    ContextType: settings.contextType ?? undefined,
    SendContext: settings.sendContext ?? undefined,
    RecvContext: settings.recvContext ?? undefined,
  };
}

/** The cloud wants a name of every listener; the model does not. */
export const nameOf = ({ name, protocol }: CreateListenerInput) => name ?? `${protocol.toLowerCase()}-listener`;

/** Everything of a new TCP or UDP listener but its parent and port. */
export function layer4CreateFields(input: CreateListenerInput, protocol: "TCP" | "UDP"): Fields {
  const settings = listenerSettingsIn(input);
  const health = healthFields(input, protocol);
  return {
    ListenerName: nameOf(input),
    RealServerType: settings.realServerType ?? "IP",
    Scheduler: scheduler(input) ?? "rr",
    ...health,
    HealthCheck: health.HealthCheck ?? 0,
    // The cloud has no default for the sort of probe (Terraform provider: required with HealthCheck 1).
    ...(protocol === "UDP" && health.HealthCheck === 1 ? { CheckType: health.CheckType ?? "PING" } : {}),
    FailoverSwitch: flag(settings.failoverSwitch),
    ClientIPMethod: protocol === "TCP" ? (settings.clientIpMethod ?? undefined) : undefined,
  };
}

/** Everything of a new HTTP or HTTPS listener but its parent. */
export function layer7CreateFields(input: CreateListenerInput, protocol: "HTTP" | "HTTPS"): Fields {
  const settings = listenerSettingsIn(input);
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
export function listenerModifyFields(input: UpdateListenerInput, protocol: ListenerProtocol): Fields {
  const name = { ListenerName: input.name ?? undefined };
  const settings = listenerSettingsIn(input);
  switch (protocol) {
    case "TCP":
    case "UDP": {
      const health = healthFields(input, protocol);
      return { ...name, Scheduler: scheduler(input), ...health, FailoverSwitch: flag(settings.failoverSwitch) };
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

/** What an update of a TCP or UDP listener's pool changes. */
export function layer4PoolModifyFields(input: UpdatePoolInput, protocol: "TCP" | "UDP"): Fields {
  return { Scheduler: scheduler(input), ...healthFields({ healthMonitor: input.healthMonitor }, protocol) };
}

/** Whether anything would be changed. */
export const hasFields = (fields: Fields) => Object.values(fields).some((value) => value !== undefined);

/** The parameters of a rule's probes are sent as a whole; where neither the rule nor the input says anything, these hold. */
const DEFAULT_CHECKS = { DelayLoop: 5, ConnectTimeout: 2, Path: "/", Method: "HEAD", StatusCode: [200] } as const;

type ChecksWish = Pick<CreatePoolInput, "healthMonitor" | "settings">;

function checkChanges(input: ChecksWish): Fields {
  const { healthMonitor: monitor } = input;
  const settings = poolSettingsIn(input);
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

const given = (fields: object): Fields =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value != null && !(Array.isArray(value) && value.length === 0)),
  );

/** All parameters, or undefined when the input changes none and needs none. `Domain` cannot be modified and so is not repeated. */
function checkParams(input: ChecksWish, current: WireCheckParams | null): Fields | undefined {
  const changes = checkChanges(input);
  const isNeeded = hasFields(changes) || (input.healthMonitor?.enabled !== false && !!input.healthMonitor && !current);
  if (!isNeeded) return undefined;
  const { Domain: _fixed, ...rest } = current ?? { Domain: null };
  return { ...DEFAULT_CHECKS, ...given(rest), ...given(changes) };
}

function ruleFields(input: CreatePoolInput | UpdatePoolInput): Fields {
  const settings = poolSettingsIn(input);
  const sni = settings.serverNameIndicationSwitch;
  const { healthMonitor } = input;
  return {
    Path: settings.path ?? undefined,
    Scheduler: scheduler(input),
    HealthCheck: healthMonitor ? flag(healthMonitor.enabled ?? true) : undefined,
    ForwardProtocol: settings.forwardProtocol ?? undefined,
    ForwardHost: settings.forwardHost ?? undefined,
    ServerNameIndicationSwitch: sni == null ? undefined : sni ? "ON" : "OFF",
    ServerNameIndication: settings.serverNameIndication ?? undefined,
    ForcedRedirect: settings.forcedRedirect ?? undefined,
  };
}

/** Everything of a new rule but its listener. */
export function ruleCreateFields(input: CreatePoolInput): Fields {
  const settings = poolSettingsIn(input);
  const fields = ruleFields(input);
  const checks = checkParams(input, null);
  return {
    ...fields,
    Domain: settings.domain,
    Path: fields.Path ?? "/",
    RealServerType: settings.realServerType ?? "IP",
    Scheduler: fields.Scheduler ?? "rr",
    HealthCheck: fields.HealthCheck ?? 0,
    CheckParams: checks && settings.checkDomain ? { ...checks, Domain: settings.checkDomain } : checks,
    // The pool's protocol is the one towards the servers.
    ForwardProtocol: fields.ForwardProtocol ?? input.protocol ?? undefined,
  };
}

/** What an update changes through ModifyRuleAttribute. */
export function ruleModifyFields(input: UpdatePoolInput, current: WireRule): Fields {
  return { ...ruleFields(input), CheckParams: checkParams(input, current.CheckParams) };
}

/** The listener's id in a pool's ref. */
export const listenerIdOf = (pool: Pool) => partsOf(pool.ref.key)?.listenerId ?? pool.nativeId;
