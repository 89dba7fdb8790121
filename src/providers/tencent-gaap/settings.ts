import { always, flag, host, int, ints, port, reported, text } from "../../model/setting-fields.js";
import { settingsTable } from "../../model/settings-table.js";

/** This cloud's member of the settings inputs. */
export const SETTINGS_KEY = "tencentGaap";

const realServerType = "What kind of real servers (origins) can be bound: IP for addresses, DOMAIN for host names.";

export const listenerSettings = settingsTable(
  {
    key: SETTINGS_KEY,
    name: "TencentGaapListenerSettings",
    about: "Listener fields that only Tencent GAAP has. Null when the listener's protocol does not have the field.",
    input: "Listener fields that only Tencent GAAP has. Omitted fields keep their values, or get the cloud's default.",
  },
  {
    realServerType: text(realServerType, { oneOf: ["IP", "DOMAIN"], inputToo: "Default: IP. Cannot change." }),
    healthCheck: flag(
      "Whether health checks of the real servers run; equal to healthMonitor.enabled. TCP and UDP only.",
      {
        inputToo: "Default: false.",
      },
    ),
    delayLoopSeconds: int("Seconds from one check to the next, 5 to 300; equal to healthMonitor.intervalSeconds.", {
      min: 5,
      max: 300,
    }),
    connectTimeoutSeconds: int(
      "Seconds that a check waits for an answer, 2 to 60; equal to healthMonitor.timeoutSeconds.",
      { min: 2, max: 60 },
    ),
    clientIpMethod: int(
      "How real servers receive the client's address: 0 through a TCP option (TOA), 1 through the PROXY protocol. TCP only.",
      { oneOf: [0, 1], inputToo: "Default: 0. Cannot change." },
    ),
    failoverSwitch: flag(
      "Whether real servers are primaries and backups rather than equals. TCP and UDP with IP real servers only.",
    ),
    realServerPort: port(
      "The port of the real servers, when the listener defines one: on channels of version 1 and on channel groups.",
      { inputToo: "Cannot change." },
    ),
    forwardProtocol: text(
      "The protocol between the channel and the real servers: HTTP or HTTPS. HTTPS listeners only.",
      {
        oneOf: ["HTTP", "HTTPS"],
        inputToo: "Default: HTTP.",
      },
    ),
    authType: int("Who presents a certificate: 0 only the listener, 1 the client as well. HTTPS only.", {
      oneOf: [0, 1],
      inputToo: "Default: 1 when tls names client certificates, otherwise 0. Cannot change.",
    }),
    http3Supported: flag("Whether the listener supports HTTP/3, which also uses its UDP port. HTTPS only.", {
      inputToo: "Cannot change.",
    }),
    contextType: text("The format of sendContext and recvContext; TEXT is the only one. UDP only.", {
      oneOf: ["TEXT"],
    }),
    sendContext: text("What a check sends. UDP with checks of a port only.", { maxLength: 255 }),
    recvContext: text("What a healthy real server answers to a check. UDP with checks of a port only.", {
      maxLength: 255,
    }),
    sessionPersistSeconds: reported(
      int(
        "Seconds for which a client stays with its real server; null when it does not. No operation of the cloud sets it.",
      ),
    ),
    bindStatus: reported(text("The last result of the checks of the real servers: NORMAL, ABNORMAL or DNS_FAILURE.")),
  },
);

export const poolSettings = settingsTable(
  {
    key: SETTINGS_KEY,
    name: "TencentGaapPoolSettings",
    about:
      "Fields that only Tencent GAAP has on a pool of an HTTP or HTTPS listener, where a pool is a forwarding rule of a domain.",
    input:
      "Pool fields that only Tencent GAAP has, for pools of HTTP and HTTPS listeners. Omitted fields keep their values, or get the cloud's default.",
  },
  {
    domain: always(
      host("The host name of the requests that the pool receives.", {
        maxLength: 253,
        pattern: /^(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/,
        asks: "be a host name, whose first label may be *",
        inputToo:
          "Required for a new pool. Changing it renames the domain, which works only while no other pool uses the domain.",
      }),
    ),
    path: always(
      text("The path prefix of the requests that the pool receives: at most 80 characters, starting with a slash.", {
        maxLength: 80,
        pattern: /^\/\S*$/,
        asks: "start with a slash and have no spaces",
        inputToo: "Default: a single slash.",
      }),
    ),
    realServerType: text(realServerType, { oneOf: ["IP", "DOMAIN"], inputToo: "Default: IP. Cannot change." }),
    forwardProtocol: text(
      "The protocol between the channel and the real servers: HTTP, HTTPS, or default for the listener's protocol.",
      {
        oneOf: ["HTTP", "HTTPS", "default"],
        inputToo: "Default: default, the listener's protocol.",
      },
    ),
    forwardHost: host("The host name in requests to real servers; default forwards the client's.", {
      minLength: 1,
      maxLength: 255,
      inputToo: "Default: default.",
    }),
    serverNameIndicationSwitch: flag("Whether a server name (SNI) is sent in the TLS handshake with the real servers."),
    serverNameIndication: host("The server name (SNI) of that handshake.", {
      maxLength: 255,
      inputToo: "Required when it is switched on.",
    }),
    forcedRedirect: text(
      "Where clear-text requests are redirected to; https: redirects to the same address over TLS.",
      { maxLength: 255 },
    ),
    checkMethod: text("The method of a check: GET or HEAD.", { oneOf: ["GET", "HEAD"], inputToo: "Default: HEAD." }),
    checkStatusCodes: ints("The answers that count as healthy, by class: 100, 200, 300, 400, 500.", {
      minCount: 1,
      maxCount: 5,
      oneOf: [100, 200, 300, 400, 500],
      inputToo: "Default: 200. Replaces the whole list.",
    }),
    checkDomain: host("The host name that a check requests.", { maxLength: 255, inputToo: "Cannot change." }),
    failedThreshold: int("Failed requests after which a real server receives no more for a while.", { min: 1 }),
    failedCountIntervalSeconds: int("Seconds over which failed requests are counted.", { min: 0 }),
    blockIntervalSeconds: int("Seconds for which a real server with too many failed requests receives none.", {
      min: 0,
    }),
    bindStatus: reported(text("The last result of the checks of the real servers: NORMAL or ABNORMAL.")),
  },
);
