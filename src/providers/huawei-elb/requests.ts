import type { BalancingAlgorithm, ListenerProtocol } from "../../model/enums.js";
import type {
  HealthMonitorInput,
  PoolMemberInput,
  SessionPersistenceInput,
  TlsSettingsInput,
} from "../../model/inputs-shared.js";
import type { UpdateListenerInput } from "../../model/listener-inputs.js";
import type { UpdatePoolInput } from "../../model/pool-inputs.js";
import { ProblemError } from "../../model/problem-error.js";
import type { GivenSettings } from "../../model/settings-table.js";
import type { WireObject } from "../../transport/wire.js";
import { holdsAll } from "../kit/create-once.js";
import { again, unknownMembers, type WireBody } from "../kit/wire-body.js";
import type { CreateListenerCommand, CreatePoolCommand } from "../provider.js";
import { listenerSettings, poolSettings } from "./settings.js";
import type { WireListener, WirePool } from "./wire.js";

/** The model's inputs in the cloud's terms. Inputs have passed the rules; undefined fields are not sent. */

const PROTOCOLS: Readonly<Partial<Record<ListenerProtocol, string>>> = {
  TCP: "TCP",
  UDP: "UDP",
  HTTP: "HTTP",
  HTTPS: "TERMINATED_HTTPS",
};
/** The cloud's round robin is weighted; with equal weights it is a plain one. */
const ALGORITHMS: Partial<Readonly<Record<BalancingAlgorithm, string>>> = {
  ROUND_ROBIN: "ROUND_ROBIN",
  WEIGHTED_ROUND_ROBIN: "ROUND_ROBIN",
  LEAST_CONNECTIONS: "LEAST_CONNECTIONS",
  SOURCE_IP: "SOURCE_IP",
};
const MONITOR_TYPES: Readonly<Record<string, string>> = { TCP: "TCP", HTTP: "HTTP", UDP: "UDP_CONNECT" };

/** The protocol of the servers of a listener. Source: create pool page, field protocol. */
export const POOL_PROTOCOLS: Readonly<Partial<Record<ListenerProtocol, "TCP" | "UDP" | "HTTP">>> = {
  TCP: "TCP",
  UDP: "UDP",
  HTTP: "HTTP",
  HTTPS: "HTTP",
};

/** Null clears the text. */
const textOrNone = (value: string | null | undefined): string | undefined => (value === null ? "" : value);

/** Undefined for values without an equivalent at the cloud. */
export function protocolWord(protocol: ListenerProtocol): string | undefined {
  return PROTOCOLS[protocol];
}

export function createListenerRequest({ parent, input }: CreateListenerCommand): WireBody {
  const { http2Enabled, forwardedElbIp, forwardedHost, defaultPoolId } = listenerSettings.in(input);
  return {
    name: input.name ?? undefined,
    description: input.description ?? undefined,
    protocol: PROTOCOLS[input.protocol],
    protocol_port: input.portRanges[0]?.fromPort,
    loadbalancer_id: parent.key,
    default_pool_id: defaultPoolId ?? undefined,
    http2_enable: http2Enabled ?? undefined,
    ...tls(input.tls),
    client_ca_tls_container_ref: clientCaOf(input.tls?.clientCaCertificateIds ?? undefined),
    insert_headers: insertHeaders({ forwardedElbIp, forwardedHost }),
  };
}

export function updateListenerRequest(current: WireListener, input: UpdateListenerInput): WireBody {
  const { http2Enabled, forwardedElbIp, forwardedHost, defaultPoolId } = listenerSettings.in(input);
  // The object is replaced as a whole: an omitted header would go back to its default, or be switched off.
  const isChanged = forwardedElbIp != null || forwardedHost != null;
  const headers = isChanged && {
    forwardedElbIp: forwardedElbIp ?? current.headers?.elbIp,
    forwardedHost: forwardedHost ?? current.headers?.host,
  };
  return {
    name: textOrNone(input.name),
    description: textOrNone(input.description),
    default_pool_id: defaultPoolId,
    http2_enable: http2Enabled ?? undefined,
    ...tls(input.tls),
    client_ca_tls_container_ref: clientCaOf(input.tls?.clientCaCertificateIds),
    insert_headers: headers ? { ...unknownMembers(current.allHeaders, HEADERS), ...insertHeaders(headers) } : undefined,
  };
}

/**
 * The vendor accepts both listener_id and loadbalancer_id; the listener determines the load balancer.
 * @throws ProblemError INVALID_INPUT when nothing determines the protocol
 */
export function createPoolRequest({ input, listener, parent }: CreatePoolCommand): WireBody {
  const { sessionPersistence } = input;
  const protocol = input.protocol ?? (listener && POOL_PROTOCOLS[listener.protocol]);
  if (!protocol) {
    const message = "`protocol` must be given when it does not follow from a listener.";
    throw new ProblemError({ code: "INVALID_INPUT", path: ["protocol"], message });
  }
  return {
    name: input.name ?? undefined,
    description: input.description ?? undefined,
    protocol,
    lb_algorithm: ALGORITHMS[input.algorithm ?? "WEIGHTED_ROUND_ROBIN"],
    ...(listener ? { listener_id: listener.nativeId } : { loadbalancer_id: parent.key }),
    session_persistence: sessionPersistence ? persistence(sessionPersistence) : undefined,
    admin_state_up: poolSettings.in(input).adminStateUp ?? undefined,
  };
}

export function updatePoolRequest(current: WirePool, input: UpdatePoolInput): WireBody {
  const { algorithm, sessionPersistence } = input;
  const wanted = algorithm == null ? undefined : ALGORITHMS[algorithm];
  return {
    name: textOrNone(input.name),
    description: textOrNone(input.description),
    // Two of our values are one of the cloud's.
    lb_algorithm: wanted === current.algorithm?.toUpperCase() ? undefined : wanted,
    session_persistence: sessionPersistence
      ? { ...otherPersistence(current, sessionPersistence), ...persistence(sessionPersistence) }
      : sessionPersistence,
    admin_state_up: poolSettings.in(input).adminStateUp ?? undefined,
  };
}

/** Rules ensure that every member has a port. */
export function createMemberRequest({ address, port, weight }: PoolMemberInput, subnetId: string): WireBody {
  return { address, protocol_port: port, subnet_id: subnetId, weight: weight ?? undefined };
}

/** @param poolProtocol the cloud's word; a check uses the servers' protocol unless told otherwise */
export function createHealthMonitorRequest(
  poolId: string,
  poolProtocol: string | null,
  input: HealthMonitorInput,
): WireBody {
  const body = updateHealthMonitorRequest(input);
  return {
    pool_id: poolId,
    ...body,
    type: body.type ?? MONITOR_TYPES[poolProtocol ?? ""],
    monitor_port: body.monitor_port ?? undefined,
    // Checks run by default.
    admin_state_up: input.enabled === false ? false : undefined,
  };
}

export function updateHealthMonitorRequest(input: HealthMonitorInput): WireBody {
  return {
    type: input.protocol == null ? undefined : MONITOR_TYPES[input.protocol],
    delay: input.intervalSeconds ?? undefined,
    timeout: input.timeoutSeconds ?? undefined,
    max_retries: input.healthyThreshold ?? undefined,
    max_retries_down: input.unhealthyThreshold ?? undefined,
    // Null means the port that traffic uses.
    monitor_port: input.port,
    url_path: input.path ?? undefined,
    admin_state_up: input.enabled ?? undefined,
  };
}

function tls(input: TlsSettingsInput | null | undefined): WireBody {
  const { certificateIds, policy } = input ?? {};
  const [first, ...others] = certificateIds ?? [];
  return {
    default_tls_container_ref: first,
    sni_container_refs: first === undefined ? undefined : others,
    tls_ciphers_policy: policy ?? undefined,
  };
}

/** An empty list and null require no client certificates. */
const clientCaOf = (ids: readonly string[] | null | undefined): string | null | undefined =>
  ids === undefined ? undefined : (ids?.[0] ?? null);

const HEADERS = ["X-Forwarded-ELB-IP", "X-Forwarded-Host"];

function insertHeaders({
  forwardedElbIp,
  forwardedHost,
}: Pick<GivenSettings<typeof listenerSettings>, "forwardedElbIp" | "forwardedHost">): WireBody | undefined {
  if (forwardedElbIp == null && forwardedHost == null) return undefined;
  return { "X-Forwarded-ELB-IP": forwardedElbIp ?? undefined, "X-Forwarded-Host": forwardedHost ?? undefined };
}

/** Unknown fields of the existing persistence. */
function otherPersistence(
  { sessionPersistence, wholePersistence }: WirePool,
  { type }: SessionPersistenceInput,
): WireBody {
  const stays = sessionPersistence?.type?.toUpperCase() === type;
  return stays ? unknownMembers(wholePersistence, ["type", "cookie_name", "persistence_timeout"]) : {};
}

/** Rules ensure that the seconds are whole minutes. */
function persistence({ type, cookieName, timeoutSeconds }: SessionPersistenceInput): WireBody {
  return {
    type,
    cookie_name: cookieName ?? undefined,
    persistence_timeout: timeoutSeconds == null ? undefined : timeoutSeconds / 60,
  };
}

// For creating deleted objects again

export const memberAgainRequest = (shown: WireObject): WireBody =>
  again(shown, ["name", "address", "protocol_port", "subnet_id", "weight"]);

export const healthMonitorAgainRequest = (poolId: string, shown: WireObject): WireBody => ({
  pool_id: poolId,
  ...again(shown, ["name", "type", "delay", "timeout", "max_retries", "max_retries_down", "monitor_port"]),
  ...again(shown, ["domain_name", "url_path", "admin_state_up"]),
});

/** @param rules those of the policy, as listed separately */
export const l7PolicyAgainRequest = (shown: WireObject, rules: readonly WireObject[]): WireBody => ({
  ...again(shown, ["name", "description", "listener_id", "action", "redirect_pool_id", "redirect_listener_id"]),
  ...again(shown, ["position"]),
  rules: rules.map((rule) => again(rule, ["type", "compare_type", "value"])),
});

/** Whether a listener has everything that a create sent. */
export function isListenerAsSent(body: WireBody, wire: WireListener): boolean {
  const headers = (body.insert_headers ?? {}) as WireBody;
  return holdsAll(
    {
      name: body.name,
      description: body.description,
      protocol: body.protocol,
      port: body.protocol_port,
      defaultPoolId: body.default_pool_id,
      http2Enabled: body.http2_enable,
      certificateId: body.default_tls_container_ref,
      clientCaCertificateId: body.client_ca_tls_container_ref,
      sniCertificateIds: body.sni_container_refs,
      tlsPolicy: body.tls_ciphers_policy,
      headers: body.insert_headers && { elbIp: headers["X-Forwarded-ELB-IP"], host: headers["X-Forwarded-Host"] },
    },
    wire,
  );
}

/** Whether a pool has everything that a create sent. */
export function isPoolAsSent(body: WireBody, wire: WirePool): boolean {
  const persistence = body.session_persistence as WireBody | undefined;
  return holdsAll(
    {
      name: body.name,
      description: body.description,
      protocol: body.protocol,
      algorithm: body.lb_algorithm,
      adminStateUp: body.admin_state_up,
      sessionPersistence: persistence && {
        type: persistence.type,
        cookieName: persistence.cookie_name,
        timeoutMinutes: persistence.persistence_timeout,
      },
    },
    wire,
  );
}
