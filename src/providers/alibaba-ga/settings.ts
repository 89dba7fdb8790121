import { always, flag, host, int, objects, port, reported, required, text, texts } from "../../model/setting-fields.js";
import { settingsTable } from "../../model/settings-table.js";
import { TLS_POLICIES } from "./tls.js";

/** This cloud's member of the settings inputs. */
export const SETTINGS_KEY = "alibabaGa";

const policies = Object.keys(TLS_POLICIES);
const keeps = "Omitted fields keep their values, or get the cloud's default.";

export const listenerSettings = settingsTable(
  {
    key: SETTINGS_KEY,
    name: "AlibabaGaListenerSettings",
    about:
      "Listener fields that only Alibaba Cloud Global Accelerator has. Null when the listener's protocol does not have the field.",
    input: `Listener fields that only Alibaba Cloud Global Accelerator has. ${keeps}`,
  },
  {
    proxyProtocol: flag(
      "Whether servers receive the client's address through the PROXY protocol. The vendor recommends setting this on the pool instead.",
      { inputToo: "Default: false." },
    ),
    securityPolicyId: text("The cloud's named set of TLS versions and ciphers; equal to tls.policy. HTTPS only.", {
      oneOf: policies,
      inputToo: `One of ${policies.join(", ")}.`,
    }),
    httpVersion: text("The highest HTTP version that clients may use: http1.1, http2 or http3. HTTPS only.", {
      oneOf: ["http1.1", "http2", "http3"],
      inputToo: "Default: http2.",
    }),
    backendPort: port(
      "The port of the servers, when the listener itself defines one. HTTPS only. The vendor recommends portOverrides of the pool instead.",
      { inputToo: "Only for changing a listener." },
    ),
    xForwardedForGaIdEnabled: flag(
      "Whether requests to servers carry the accelerator's id in the header GA-ID. HTTP and HTTPS only.",
    ),
    xForwardedForGaApEnabled: flag(
      "Whether requests to servers carry the entry region in the header GA-AP. HTTP and HTTPS only.",
    ),
    xForwardedForProtoEnabled: flag(
      "Whether requests to servers carry the listener's protocol in the header GA-X-Forward-Proto. HTTP and HTTPS only.",
    ),
    xForwardedForPortEnabled: flag(
      "Whether requests to servers carry the listener's port in the header GA-X-Forward-Port. HTTP and HTTPS only.",
    ),
    xRealIpEnabled: flag(
      "Whether requests to servers carry the client's address in the header X-Real-IP. HTTP and HTTPS only.",
    ),
    type: reported(
      text(
        "How a server is chosen: Standard for the nearest healthy one, CustomRouting for a fixed one by port. Pools of CustomRouting listeners are not returned here.",
      ),
    ),
    serviceManaged: reported(
      flag("True when another product of the cloud created the listener and refuses some changes by others."),
    ),
    serviceId: reported(text("The product that created the listener, when serviceManaged is true.")),
  },
);

/** Ports that a pool can map. Source: CreateEndpointGroup page, PortOverrides. */
const mapped = { min: 1, max: 65_499 };

export const portOverrides = settingsTable(
  {
    key: SETTINGS_KEY,
    name: "AlibabaGaPortOverride",
    about: "A port of the listener that reaches the servers on a different port.",
    input: "A port of the listener that is to reach the servers on a different port.",
  },
  {
    listenerPort: required(
      int("The port that clients use.", { ...mapped, input: "The port that clients use; one of the listener's." }),
    ),
    endpointPort: required(int("The port on which the servers are reached.", mapped)),
  },
);

const inAll = {
  shownToo: "Null when the servers of the pool have different values.",
  inputToo: "Applies to all servers of the pool.",
};

export const poolSettings = settingsTable(
  {
    key: SETTINGS_KEY,
    name: "AlibabaGaPoolSettings",
    about: "Pool fields that only Alibaba Cloud Global Accelerator has. It calls a pool an endpoint group.",
    input: `Pool fields that only Alibaba Cloud Global Accelerator has. ${keeps}`,
  },
  {
    endpointGroupType: text(
      "default for a group that receives a listener's traffic, virtual for one that receives only what forwarding rules send to it.",
      { oneOf: ["default", "virtual"], inputToo: "Default: default. Cannot change." },
    ),
    endpointRequestProtocol: text(
      "The protocol between the accelerator and the servers: HTTP or HTTPS. Pools of HTTP and HTTPS listeners only.",
      { oneOf: ["HTTP", "HTTPS"], inputToo: "For a new pool, must equal protocol if that is given. Default: HTTP." },
    ),
    endpointProtocolVersion: text(
      "The HTTP version between the accelerator and the servers: HTTP1.1 or HTTP2. Requires endpointRequestProtocol HTTPS.",
      { oneOf: ["HTTP1.1", "HTTP2"], inputToo: "Default: HTTP1.1." },
    ),
    endpointIpVersion: text(
      "The IP version between the accelerator and the servers: IPv4, IPv6, or ProtocolAffinity for the client's version.",
      {
        oneOf: ["IPv4", "IPv6", "ProtocolAffinity"],
        inputToo: "Default: IPv4.",
      },
    ),
    portOverrides: always(
      objects(portOverrides, "Listener ports that reach the servers on a different port. At most five.", {
        maxCount: 5,
        inputToo: "Replaces the whole list; the cloud cannot remove the last entry.",
      }),
    ),
    clientIpPreservation: flag(
      "Whether the servers see the client's address: in the packets of TCP and UDP listeners, or in X-Forwarded-For for HTTP and HTTPS listeners, where it is always on.",
      inAll,
    ),
    proxyProtocol: flag(
      "Whether servers receive the client's address through the PROXY protocol. Pools of TCP listeners only, and not together with clientIpPreservation.",
      inAll,
    ),
    healthCheckHost: host("The host name that an HTTP or HTTPS health check requests.", {
      minLength: 1,
      maxLength: 253,
    }),
    endpointGroupIps: reported(
      always(texts("Addresses from which the cloud reaches the servers; the servers' firewall must allow them.")),
    ),
    forwardingRuleIds: reported(
      always(texts("The cloud's ids of the forwarding rules that send requests to this pool.")),
    ),
  },
);
