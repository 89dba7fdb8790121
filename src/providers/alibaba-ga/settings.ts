import { always, flag, host, int, objects, port, reported, required, text, texts } from "../../model/setting-fields.js";
import { settingsTable } from "../../model/settings-table.js";
import { TLS_POLICIES } from "./tls.js";

/** This cloud's member of the settings inputs. */
export const SETTINGS_KEY = "alibabaGa";

const policies = Object.keys(TLS_POLICIES);
const keeps = "What is left out keeps its value, or takes the cloud's default.";

export const listenerSettings = settingsTable(
  {
    key: SETTINGS_KEY,
    name: "AlibabaGaListenerSettings",
    about: "What only Alibaba Cloud Global Accelerator has on a listener. Null where the protocol has no such thing.",
    input: `Listener fields that only Alibaba Cloud Global Accelerator has. ${keeps}`,
  },
  {
    proxyProtocol: flag(
      "Whether servers learn the client's address by the proxy protocol. The vendor advises to set it on the pool instead.",
      { inputToo: "Left out: false." },
    ),
    securityPolicyId: text("The cloud's named set of TLS versions and ciphers. The same as tls.policy. HTTPS only.", {
      oneOf: policies,
      inputToo: `One of ${policies.join(", ")}.`,
    }),
    httpVersion: text("The highest HTTP version that clients may speak: http1.1, http2 or http3. HTTPS only.", {
      oneOf: ["http1.1", "http2", "http3"],
      inputToo: "Left out: http2.",
    }),
    backendPort: port(
      "The port of the servers, where the listener itself names one. HTTPS only. The vendor advises to use portOverrides of the pool instead.",
      { inputToo: "Only when a listener is changed." },
    ),
    xForwardedForGaIdEnabled: flag(
      "Whether servers are told the accelerator's id in the header GA-ID. HTTP and HTTPS only.",
    ),
    xForwardedForGaApEnabled: flag(
      "Whether servers are told the entry region in the header GA-AP. HTTP and HTTPS only.",
    ),
    xForwardedForProtoEnabled: flag(
      "Whether servers are told the protocol in the header GA-X-Forward-Proto. HTTP and HTTPS only.",
    ),
    xForwardedForPortEnabled: flag(
      "Whether servers are told the port in the header GA-X-Forward-Port. HTTP and HTTPS only.",
    ),
    xRealIpEnabled: flag("Whether servers are told the client's address in the header X-Real-IP. HTTP and HTTPS only."),
    type: reported(
      text(
        "How traffic finds its server: Standard for the nearest healthy one, CustomRouting for a fixed one by port. Pools of CustomRouting listeners are not shown here.",
      ),
    ),
    serviceManaged: reported(
      flag("True where another product of the cloud made the listener and refuses some changes by others."),
    ),
    serviceId: reported(text("The product that made the listener, when serviceManaged is true.")),
  },
);

/** Ports that a pool can map. Source: CreateEndpointGroup page, PortOverrides. */
const mapped = { min: 1, max: 65_499 };

export const portOverrides = settingsTable(
  {
    key: SETTINGS_KEY,
    name: "AlibabaGaPortOverride",
    about: "A port of the listener that reaches the servers on another port.",
    input: "A port of the listener that is to reach the servers on another port.",
  },
  {
    listenerPort: required(
      int("The port that clients use.", { ...mapped, input: "The port that clients use; one of the listener's." }),
    ),
    endpointPort: required(int("The port on which the servers are reached.", mapped)),
  },
);

const inAll = {
  shownToo: "Null where the servers of the pool differ in it.",
  inputToo: "Goes for all servers of the pool.",
};

export const poolSettings = settingsTable(
  {
    key: SETTINGS_KEY,
    name: "AlibabaGaPoolSettings",
    about: "What only Alibaba Cloud Global Accelerator has on a pool, which is called an endpoint group there.",
    input: `Pool fields that only Alibaba Cloud Global Accelerator has. ${keeps}`,
  },
  {
    endpointGroupType: text(
      "default for the group that takes a listener's traffic, virtual for one that only gets what forwarding rules send to it.",
      { oneOf: ["default", "virtual"], inputToo: "Left out: default. Cannot change." },
    ),
    endpointRequestProtocol: text(
      "The protocol towards the servers: HTTP or HTTPS. Pools of HTTP and HTTPS listeners only.",
      { oneOf: ["HTTP", "HTTPS"], inputToo: "When a pool is created the same as protocol. Left out: HTTP." },
    ),
    endpointProtocolVersion: text(
      "The HTTP version towards the servers: HTTP1.1 or HTTP2. Needs endpointRequestProtocol HTTPS.",
      { oneOf: ["HTTP1.1", "HTTP2"], inputToo: "Left out: HTTP1.1." },
    ),
    endpointIpVersion: text("The IP version towards the servers: IPv4, IPv6, or ProtocolAffinity for the client's.", {
      oneOf: ["IPv4", "IPv6", "ProtocolAffinity"],
      inputToo: "Left out: IPv4.",
    }),
    portOverrides: always(
      objects(portOverrides, "Ports of the listener that reach the servers on another port. At most five.", {
        maxCount: 5,
        inputToo: "Replaces the whole list; the cloud has no way to take the last one away.",
      }),
    ),
    clientIpPreservation: flag(
      "Whether the servers see the client's address: in the packets of TCP and UDP listeners, in X-Forwarded-For for HTTP and HTTPS ones, where it is always on.",
      inAll,
    ),
    proxyProtocol: flag(
      "Whether the servers learn the client's address by the proxy protocol. Pools of TCP listeners only, and not together with clientIpPreservation.",
      inAll,
    ),
    healthCheckHost: host("The host name that an HTTP or HTTPS health check asks for.", {
      minLength: 1,
      maxLength: 253,
    }),
    endpointGroupIps: reported(
      always(texts("Addresses from which the cloud reaches the servers: let them through the servers' firewall.")),
    ),
    forwardingRuleIds: reported(
      always(texts("The cloud's ids of the forwarding rules that send requests to this pool.")),
    ),
  },
);
