import type { BalancingAlgorithm, ListenerProtocol } from "../../model/enums.js";
import type {
  HealthMonitorInput,
  ListenerTimeoutsInput,
  PoolMemberInput,
  TlsSettingsInput,
} from "../../model/inputs-shared.js";
import type { Listener } from "../../model/listener.js";
import type { CreateListenerInput, UpdateListenerInput } from "../../model/listener-inputs.js";
import type { UpdatePoolInput } from "../../model/pool-inputs.js";
import type { GivenSettings } from "../../model/settings-table.js";
import { holdsAll } from "../kit/create-once.js";
import type { WireBody } from "../kit/wire-body.js";
import { listenerSettings } from "./settings.js";
import { sslProtocolsOf } from "./tls.js";
import type { WireHealthcheck, WireListener } from "./wire.js";

/** The model's inputs in the cloud's terms. Inputs have passed all checks; undefined fields are not sent. */

const ALGORITHMS: Partial<Readonly<Record<BalancingAlgorithm, string>>> = {
  ROUND_ROBIN: "roundrobin",
  LEAST_CONNECTIONS: "leastconn",
  SOURCE_IP: "source",
};

/** lb_algorithm and the two backend fields are mandatory at the cloud and optional here, hence the defaults. */
export function createListenerRequest(loadBalancerId: string, input: CreateListenerInput) {
  const { protocol } = input;
  const settings = listenerSettings.in(input);
  const port = input.portRanges[0]?.fromPort;
  const isSticky = input.clientAffinity == null ? undefined : input.clientAffinity !== "NONE";
  return {
    name: input.name ?? undefined,
    description: input.description ?? undefined,
    loadbalancer_id: loadBalancerId,
    protocol,
    port,
    backend_protocol: settings.backendProtocol ?? (protocol === "HTTPS" ? "HTTP" : protocol),
    backend_port: settings.backendPort ?? port,
    lb_algorithm: algorithmIn(input.algorithm ?? "ROUND_ROBIN"),
    session_sticky: isSticky,
    // The only type that the cloud has, and for HTTP only.
    sticky_session_type: isSticky && protocol === "HTTP" ? "insert" : undefined,
    cookie_timeout: settings.cookieTimeoutMinutes ?? undefined,
    ...timeouts(protocol, input.timeouts),
    ...draining(settings),
    ...tls(input.tls),
  };
}

/** Only what the input names: omitted fields keep their values, as in every sample of the update page. */
export function updateListenerRequest({ protocol }: Pick<Listener, "protocol">, input: UpdateListenerInput) {
  const settings = listenerSettings.in(input);
  return {
    name: input.name ?? undefined,
    description: input.description === null ? "" : input.description,
    port: input.portRanges?.[0]?.fromPort,
    backend_port: settings.backendPort ?? undefined,
    lb_algorithm: algorithmIn(input.algorithm),
    ...timeouts(protocol, input.timeouts),
    ...draining(settings),
    ...tls(input.tls),
  };
}

/** Whether a listener has everything that a create sent. */
export function isListenerAsSent(body: ReturnType<typeof createListenerRequest>, wire: WireListener): boolean {
  return holdsAll(
    {
      name: body.name,
      description: body.description,
      loadBalancerId: body.loadbalancer_id,
      protocol: body.protocol,
      port: body.port,
      backendProtocol: body.backend_protocol,
      backendPort: body.backend_port,
      algorithm: body.lb_algorithm,
      sessionSticky: body.session_sticky,
      cookieTimeoutMinutes: body.cookie_timeout,
      tcpTimeoutMinutes: "tcp_timeout" in body ? body.tcp_timeout : undefined,
      udpTimeoutMinutes: "udp_timeout" in body ? body.udp_timeout : undefined,
      tcpDraining: body.tcp_draining,
      tcpDrainingTimeoutMinutes: body.tcp_draining_timeout,
      certificateId: body.certificate_id,
      sslProtocols: body.ssl_protocols,
      sslCiphers: body.ssl_ciphers,
    },
    wire,
  );
}

/** Whether a health check has everything that a create sent. */
export function isHealthMonitorAsSent(
  body: ReturnType<typeof updateHealthMonitorRequest>,
  wire: WireHealthcheck,
): boolean {
  return holdsAll(
    {
      protocol: body.healthcheck_protocol,
      uri: body.healthcheck_uri,
      port: body.healthcheck_connect_port,
      healthyThreshold: body.healthy_threshold,
      unhealthyThreshold: body.unhealthy_threshold,
      timeoutSeconds: body.healthcheck_timeout,
      intervalSeconds: body.healthcheck_interval,
    },
    wire,
  );
}

export function updatePoolRequest({ algorithm }: UpdatePoolInput): WireBody {
  return { lb_algorithm: algorithmIn(algorithm) };
}

export function createHealthMonitorRequest(listenerId: string, input: HealthMonitorInput) {
  return { listener_id: listenerId, ...updateHealthMonitorRequest(input) };
}

export function updateHealthMonitorRequest(input: HealthMonitorInput) {
  return {
    healthcheck_protocol: input.protocol ?? undefined,
    healthcheck_uri: input.path ?? undefined,
    healthcheck_connect_port: input.port ?? undefined,
    healthy_threshold: input.healthyThreshold ?? undefined,
    unhealthy_threshold: input.unhealthyThreshold ?? undefined,
    healthcheck_timeout: input.timeoutSeconds ?? undefined,
    healthcheck_interval: input.intervalSeconds ?? undefined,
  };
}

/** A health check's earlier state, for creating it again. */
export function healthcheckAgainRequest(listenerId: string, wire: WireHealthcheck) {
  return {
    listener_id: listenerId,
    healthcheck_protocol: wire.protocol ?? undefined,
    healthcheck_uri: wire.uri ?? undefined,
    healthcheck_connect_port: wire.port ?? undefined,
    healthy_threshold: wire.healthyThreshold ?? undefined,
    unhealthy_threshold: wire.unhealthyThreshold ?? undefined,
    healthcheck_timeout: wire.timeoutSeconds ?? undefined,
    healthcheck_interval: wire.intervalSeconds ?? undefined,
  };
}

/** Every member names its server: the capabilities require it. */
export function addMembersRequest(members: readonly PoolMemberInput[]) {
  return members.map(({ targetId, address }) => ({ server_id: targetId ?? "", address }));
}

function algorithmIn(algorithm: BalancingAlgorithm | null | undefined): string | undefined {
  return algorithm == null ? undefined : ALGORITHMS[algorithm];
}

function timeouts(protocol: ListenerProtocol, input: ListenerTimeoutsInput | null | undefined) {
  if (input?.idleSeconds == null) return {};
  const minutes = input.idleSeconds / 60;
  return protocol === "UDP" ? { udp_timeout: minutes } : { tcp_timeout: minutes };
}

function draining({ tcpDraining, tcpDrainingTimeoutMinutes }: GivenSettings<typeof listenerSettings>) {
  return { tcp_draining: tcpDraining ?? undefined, tcp_draining_timeout: tcpDrainingTimeoutMinutes ?? undefined };
}

function tls(input: TlsSettingsInput | null | undefined) {
  return {
    certificate_id: input?.certificateIds?.[0],
    ssl_protocols: input?.versions ? (sslProtocolsOf(input.versions) ?? undefined) : undefined,
    ssl_ciphers: input?.policy ?? undefined,
  };
}
