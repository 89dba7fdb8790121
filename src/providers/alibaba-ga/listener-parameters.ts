import { portsOf } from "../../model/generic-rules.js";
import type { PortRangeInput } from "../../model/inputs-shared.js";
import type { CreateListenerInput, UpdateListenerInput } from "../../model/listener-inputs.js";
import type { Parameters } from "./request-parameters.js";
import type { AlibabaGaListenerSettingsInput } from "./settings.js";
import { listenerSettingsIn } from "./settings-in.js";
import { policyIn } from "./tls.js";
import type { WireForwardedHeaders, WireListener } from "./wire-types.js";

/** From the inputs' words to the cloud's. */

const HEADERS = {
  XForwardedForGaIdEnabled: "xForwardedForGaIdEnabled",
  XForwardedForGaApEnabled: "xForwardedForGaApEnabled",
  XForwardedForProtoEnabled: "xForwardedForProtoEnabled",
  XForwardedForPortEnabled: "xForwardedForPortEnabled",
  XRealIpEnabled: "xRealIpEnabled",
} as const satisfies Record<keyof WireForwardedHeaders, keyof AlibabaGaListenerSettingsInput>;

/** All flags once one is named: whether the cloud keeps the others when it gets only some is not documented. */
function forwardedHeaders(
  settings: AlibabaGaListenerSettingsInput,
  current: WireForwardedHeaders | null,
): Parameters | undefined {
  if (Object.values(HEADERS).every((field) => settings[field] == null)) return undefined;
  return Object.fromEntries(
    Object.entries(HEADERS).map(([wireField, field]) => [
      wireField,
      settings[field] ?? current?.[wireField as keyof WireForwardedHeaders] ?? false,
    ]),
  );
}

/** Null counts as left out everywhere: the cloud has no way to take a listener's values away. */
function commonParameters(input: CreateListenerInput | UpdateListenerInput, current: WireListener | null): Parameters {
  const { name, description, clientAffinity, tls, timeouts } = input;
  const settings = listenerSettingsIn(input);
  return {
    Name: name ?? undefined,
    Description: description ?? undefined,
    ClientAffinity: clientAffinity ?? undefined,
    Certificates: tls?.certificateIds?.map((Id) => ({ Id })),
    SecurityPolicyId: policyIn(tls, settings),
    HttpVersion: settings.httpVersion ?? undefined,
    ProxyProtocol: settings.proxyProtocol ?? undefined,
    IdleTimeout: timeouts?.idleSeconds ?? undefined,
    RequestTimeout: timeouts?.requestSeconds ?? undefined,
    XForwardedForConfig: forwardedHeaders(settings, current?.XForwardedForConfig ?? null),
  };
}

function portRanges(ranges: readonly PortRangeInput[]): Parameters[] {
  return ranges.map(portsOf).map(({ fromPort, toPort }) => ({ FromPort: fromPort, ToPort: toPort }));
}

export function createListenerParameters(AcceleratorId: string, input: CreateListenerInput): Parameters {
  return {
    AcceleratorId,
    Protocol: input.protocol,
    PortRanges: portRanges(input.portRanges),
    ...commonParameters(input, null),
  };
}

/**
 * The UpdateListener page differs from the vendor's current SDK, and wins here: it wants the ports in every call, says
 * that without ClientAffinity clients are not kept, gives ProxyProtocol the default false, and has HTTPS listeners name
 * their certificates. So what is on stays on only because it is sent again.
 */
export function updateListenerParameters(current: WireListener, input: UpdateListenerInput): Parameters {
  const { backendPort } = listenerSettingsIn(input);
  const changes = commonParameters(input, current);
  const isHttps = current.Protocol === "HTTPS";
  return {
    ListenerId: current.ListenerId,
    ...changes,
    PortRanges: input.portRanges ? portRanges(input.portRanges) : current.PortRanges.map((ports) => ({ ...ports })),
    ClientAffinity: changes.ClientAffinity ?? (current.ClientAffinity === "SOURCE_IP" ? "SOURCE_IP" : undefined),
    ProxyProtocol: changes.ProxyProtocol ?? (current.ProxyProtocol ? true : undefined),
    Certificates: changes.Certificates ?? (isHttps ? current.CertificateIds.map((Id) => ({ Id })) : undefined),
    BackendPorts: backendPort == null ? undefined : [{ FromPort: backendPort, ToPort: backendPort }],
  };
}
