import { givenOf, integerIn, integersIn, oneOfWords, type Parameters, textIn, textsIn } from "./check-fields.js";
import { checkHealthValues } from "./health-values.js";
import { type NamedParent, parentIn, parentRuns } from "./lookups.js";
import { claimPorts } from "./ports.js";
import { refuse } from "./refusal.js";
import { LISTENER_LIFE, type Protocol, type State } from "./state.js";

/** Ports in one call. Source: GAAP quota page. */
const PORTS_PER_CALL = 20;

function checkName(parameters: Parameters): void {
  const name = textIn(parameters, "ListenerName");
  if (name !== undefined && (name.length < 1 || name.length > 30)) {
    refuse("InvalidParameterValue", "The length of `ListenerName` must be in [1, 30].");
  }
}

function checkProtocol({ parent }: NamedParent, protocol: Protocol): void {
  const { SupportProtocols, IPAddressVersion } = parent.attributes;
  const isLayer7 = protocol === "HTTP" || protocol === "HTTPS";
  const isSupported = !Array.isArray(SupportProtocols) || SupportProtocols.includes(protocol);
  if (!isSupported || (isLayer7 && IPAddressVersion === "IPv6")) {
    refuse("UnsupportedOperation", `The ${parent.kind} does not support ${protocol} listeners.`);
  }
}

function checkRealServerType(parameters: Parameters, { parent }: NamedParent): void {
  oneOfWords(parameters, "RealServerType", ["IP", "DOMAIN"]);
  if (textIn(parameters, "RealServerType") !== "DOMAIN") return;
  const scheduler = textIn(parameters, "Scheduler");
  if (scheduler === "wrr" || scheduler === "lrtt")
    refuse("InvalidParameterValue", `DOMAIN does not support ${scheduler}.`);
  if (integerIn(parameters, "FailoverSwitch") === 1)
    refuse("InvalidParameterValue", "DOMAIN does not support FailoverSwitch.");
  if (parent.attributes.IPAddressVersion === "IPv6") refuse("UnsupportedOperation", "IPv6 does not support DOMAIN.");
}

/** One port for all origins of a listener: version 1 and groups only, one for each of Ports. */
function realServerPorts(parameters: Parameters, { parent }: NamedParent, count: number): readonly (number | null)[] {
  const given = integersIn(parameters, "RealServerPorts");
  if (given.length === 0) return new Array<null>(count).fill(null);
  if (parent.kind === "proxy" && parent.attributes.Version !== "1.0") {
    refuse("InvalidParameter", "RealServerPorts is only for proxies of version 1 and proxy groups.");
  }
  return given.length === count ? given : refuse("InvalidParameter", "RealServerPorts does not fit Ports.");
}

const LAYER4_DEFAULTS = {
  HealthCheck: 0,
  DelayLoop: 5,
  ConnectTimeout: 2,
  HealthyThreshold: 1,
  UnhealthyThreshold: 1,
  FailoverSwitch: 0,
  SessionPersist: 0,
};
const UDP_DEFAULTS = { CheckType: "PORT", CheckPort: 0, ContextType: "TEXT", SendContext: "", RecvContext: "" };
const LAYER4_FIELDS = [
  "RealServerType",
  "Scheduler",
  ...Object.keys(LAYER4_DEFAULTS),
  "ClientIPMethod",
  ...Object.keys(UDP_DEFAULTS),
];

function addListener(
  state: State,
  parentId: string,
  protocol: Protocol,
  Port: number,
  attributes: Record<string, unknown>,
) {
  const id = state.newId("listener");
  const value = { parentId, protocol, Port, CreateTime: state.now(), attributes, change: 4, bindings: [] } as const;
  state.listeners.insert(id, { ...value }, state.lifeCycles.start(LISTENER_LIFE));
  return id;
}

function createLayer4(state: State, parameters: Parameters, protocol: "TCP" | "UDP") {
  const named = parentIn(state, parameters);
  parentRuns(named, protocol === "TCP" ? "FailedOperation.ProxyStatusNotInRuning" : undefined);
  checkProtocol(named, protocol);
  checkName(parameters);
  const ports = integersIn(parameters, "Ports");
  if (ports.length === 0) refuse("InvalidParameterValue", "`Ports` must not be empty.");
  if (ports.length > PORTS_PER_CALL) {
    refuse("FailedOperation.OperateLimitNumofListener", `At most ${PORTS_PER_CALL} ports in one call.`);
  }
  // The page of CreateTCPListeners knows rr, wrr and lc; its sibling is younger.
  oneOfWords(parameters, "Scheduler", protocol === "TCP" ? ["rr", "wrr", "lc"] : ["rr", "wrr", "lc", "lrtt"]);
  checkRealServerType(parameters, named);
  checkHealthValues(parameters);
  oneOfWords(parameters, "ClientIPMethod", [0, 1]);
  const originPorts = realServerPorts(parameters, named, ports.length);
  claimPorts(state, named.id, { protocol, ports });
  const defaults =
    protocol === "TCP" ? { ...LAYER4_DEFAULTS, ClientIPMethod: 0 } : { ...LAYER4_DEFAULTS, ...UDP_DEFAULTS };
  const ListenerIds = ports.map((port, index) =>
    addListener(state, named.id, protocol, port, {
      ListenerName: textIn(parameters, "ListenerName"),
      ...defaults,
      ...givenOf(parameters, LAYER4_FIELDS),
      RealServerPort: originPorts[index],
    }),
  );
  // Nothing promises the order of the ids, so it is not that of the ports.
  return { ListenerIds: ListenerIds.reverse() };
}

function createHttp(state: State, parameters: Parameters) {
  const named = parentIn(state, parameters);
  parentRuns(named, "FailedOperation.ProxyStatusNotInRuning");
  checkProtocol(named, "HTTP");
  checkName(parameters);
  const port = integerIn(parameters, "Port")!;
  claimPorts(state, named.id, { protocol: "HTTP", ports: [port] });
  return { ListenerId: addListener(state, named.id, "HTTP", port, givenOf(parameters, ["ListenerName"])) };
}

/** A certificate of the wanted sort. */
export function checkCertificate(state: State, id: string | undefined, type: 1 | 2): void {
  if (id === undefined || state.certificates.get(id)?.value.CertificateType === type) return;
  refuse("InvalidParameterValue.InvalidCertificateId", `The certificate ${id} is not valid.`);
}

/** The client certificates that are given, by the old field or the new one; undefined when none of them is. */
export function clientCertificatesIn(state: State, parameters: Parameters): readonly string[] | undefined {
  const single = textIn(parameters, "ClientCertificateId");
  const many =
    parameters.PolyClientCertificateIds === undefined ? undefined : textsIn(parameters, "PolyClientCertificateIds");
  const ids = many ?? (single === undefined ? undefined : [single]);
  for (const id of ids ?? []) checkCertificate(state, id, 1);
  return ids;
}

function createHttps(state: State, parameters: Parameters) {
  const named = parentIn(state, parameters);
  parentRuns(named, "FailedOperation.ProxyStatusNotInRuning");
  checkProtocol(named, "HTTPS");
  checkName(parameters);
  oneOfWords(parameters, "ForwardProtocol", ["HTTP", "HTTPS"]);
  oneOfWords(parameters, "AuthType", [0, 1]);
  oneOfWords(parameters, "Http3Supported", [0, 1]);
  checkCertificate(state, textIn(parameters, "CertificateId"), 2);
  const clientCertificateIds = clientCertificatesIn(state, parameters) ?? [];
  if (integerIn(parameters, "AuthType") === 1 && clientCertificateIds.length === 0) {
    refuse("InvalidParameter", "AuthType 1 needs ClientCertificateId or PolyClientCertificateIds.");
  }
  const http3 = integerIn(parameters, "Http3Supported") ?? 0;
  if (http3 === 1 && named.parent.attributes.Http3Supported !== 1)
    refuse("UnsupportedOperation", "HTTP/3 is not supported.");
  const port = integerIn(parameters, "Port")!;
  claimPorts(state, named.id, { protocol: "HTTPS", ports: [port], http3 });
  const attributes = {
    ...givenOf(parameters, ["ListenerName", "CertificateId", "ForwardProtocol"]),
    AuthType: integerIn(parameters, "AuthType") ?? 0,
    Http3Supported: http3,
    clientCertificateIds,
    TLSSupportVersion: ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"],
    TLSCiphers: "GAAP_TLS_CIPHERS_WIDE",
  };
  return { ListenerId: addListener(state, named.id, "HTTPS", port, attributes) };
}

export const listenerCreates = {
  CreateTCPListeners: (state: State, parameters: Parameters) => createLayer4(state, parameters, "TCP"),
  CreateUDPListeners: (state: State, parameters: Parameters) => createLayer4(state, parameters, "UDP"),
  CreateHTTPListener: createHttp,
  CreateHTTPSListener: createHttps,
};
