import { always, flag, host, int, ints, port, reported, text } from "../../model/setting-fields.js";
import { settingsTable } from "../../model/settings-table.js";

/** This cloud's member of the settings inputs. */
export const SETTINGS_KEY = "tencentGaap";

const realServerType = "What kind of real servers (origins) can be bound: IP for addresses, DOMAIN for host names.";

export const listenerSettings = settingsTable(
  {
    key: SETTINGS_KEY,
    name: "TencentGaapListenerSettings",
    about: "What only Tencent GAAP has on a listener. Null where the protocol has no such thing.",
    input:
      "Listener fields that only Tencent GAAP has. What is left out keeps its value, or takes the cloud's default.",
  },
  {
    realServerType: text(realServerType, { oneOf: ["IP", "DOMAIN"], inputToo: "Left out: IP. Cannot change." }),
    healthCheck: flag("Whether the real servers are probed. The same as healthMonitor.enabled. TCP and UDP only.", {
      inputToo: "Left out: not probed.",
    }),
    delayLoopSeconds: int("Seconds from one probe to the next, 5 to 300. The same as healthMonitor.intervalSeconds.", {
      min: 5,
      max: 300,
    }),
    connectTimeoutSeconds: int(
      "Seconds that a probe waits for its answer, 2 to 60. The same as healthMonitor.timeoutSeconds.",
      { min: 2, max: 60 },
    ),
    clientIpMethod: int(
      "How real servers learn the client's address: 0 by a TCP option (TOA), 1 by the proxy protocol. TCP only.",
      { oneOf: [0, 1], inputToo: "Left out: 0. Cannot change." },
    ),
    failoverSwitch: flag(
      "Whether real servers are primaries and backups instead of equals. TCP and UDP with IP real servers only.",
    ),
    realServerPort: port(
      "The port of the real servers, where the listener names one: on channels of version 1 and on channel groups.",
      { inputToo: "Cannot change." },
    ),
    forwardProtocol: text("The protocol towards the real servers, HTTP or HTTPS. HTTPS listeners only.", {
      oneOf: ["HTTP", "HTTPS"],
      inputToo: "Left out: HTTP.",
    }),
    authType: int("Who shows a certificate: 0 the listener, 1 the client as well. HTTPS only.", {
      oneOf: [0, 1],
      inputToo: "Left out: 1 when tls names client certificates, else 0. Cannot change.",
    }),
    http3Supported: flag("Whether the listener speaks HTTP/3, which also takes its UDP port. HTTPS only.", {
      inputToo: "Cannot change.",
    }),
    contextType: text("The format of sendContext and recvContext; TEXT is the only one. UDP only.", {
      oneOf: ["TEXT"],
    }),
    sendContext: text("What a probe sends. UDP with probes of a port only.", { maxLength: 255 }),
    recvContext: text("What a healthy real server answers a probe with. UDP with probes of a port only.", {
      maxLength: 255,
    }),
    sessionPersistSeconds: reported(
      int(
        "Seconds for which a client stays with its real server; null when it does not. No operation of the cloud sets it.",
      ),
    ),
    bindStatus: reported(text("What probes last saw of the real servers: NORMAL, ABNORMAL or DNS_FAILURE.")),
  },
);

export const poolSettings = settingsTable(
  {
    key: SETTINGS_KEY,
    name: "TencentGaapPoolSettings",
    about:
      "What only Tencent GAAP has on a pool of an HTTP or HTTPS listener, where a pool is a forwarding rule of a domain.",
    input:
      "Pool fields that only Tencent GAAP has, for pools of HTTP and HTTPS listeners. What is left out keeps its value, or takes the cloud's default.",
  },
  {
    domain: always(
      host("The host name that requests must ask for.", {
        maxLength: 253,
        pattern: /^(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/,
        asks: "be a host name, whose first label may be *",
        inputToo: "Required for a new pool. Changing it renames the domain, which works while no other pool is on it.",
      }),
    ),
    path: always(
      text("The start of the path that requests must ask for, at most 80 characters, with a slash first.", {
        maxLength: 80,
        pattern: /^\/\S*$/,
        asks: "start with a slash and have no blanks",
        inputToo: "Left out: a single slash.",
      }),
    ),
    realServerType: text(realServerType, { oneOf: ["IP", "DOMAIN"], inputToo: "Left out: IP. Cannot change." }),
    forwardProtocol: text("The protocol towards the real servers: HTTP, HTTPS, or default for the listener's.", {
      oneOf: ["HTTP", "HTTPS", "default"],
      inputToo: "Left out: the listener's.",
    }),
    forwardHost: host("The host name that real servers are asked for; default passes on the client's.", {
      minLength: 1,
      maxLength: 255,
      inputToo: "Left out: default.",
    }),
    serverNameIndicationSwitch: flag("Whether a server name is sent in the TLS handshake with the real servers."),
    serverNameIndication: host("The server name for that handshake.", {
      maxLength: 255,
      inputToo: "Required when it is switched on.",
    }),
    forcedRedirect: text(
      "Where clear-text requests are redirected to; https: sends them to the same address over TLS.",
      { maxLength: 255 },
    ),
    checkMethod: text("The method of a probe, GET or HEAD.", { oneOf: ["GET", "HEAD"], inputToo: "Left out: HEAD." }),
    checkStatusCodes: ints("Answers that count as healthy, by class: 100, 200, 300, 400, 500.", {
      minCount: 1,
      maxCount: 5,
      oneOf: [100, 200, 300, 400, 500],
      inputToo: "Left out: 200. Replaces the whole list.",
    }),
    checkDomain: host("The host name that a probe asks for.", { maxLength: 255, inputToo: "Cannot change." }),
    failedThreshold: int("Failed requests after which a real server gets no more for a while.", { min: 1 }),
    failedCountIntervalSeconds: int("Seconds over which failed requests are counted.", { min: 0 }),
    blockIntervalSeconds: int("Seconds for which a real server with too many failed requests gets none.", { min: 0 }),
    bindStatus: reported(text("What probes last saw of the real servers: NORMAL or ABNORMAL.")),
  },
);
