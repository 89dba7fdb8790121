import { flag, id, int, reported } from "../../model/setting-fields.js";
import { settingsTable } from "../../model/settings-table.js";

/** This cloud's member of the settings inputs. */
export const SETTINGS_KEY = "huaweiElb";

export const listenerSettings = settingsTable(
  {
    key: SETTINGS_KEY,
    name: "HuaweiElbListenerSettings",
    about: "Listener fields that only Huawei Cloud's shared load balancers have.",
    input: "Listener fields that only Huawei Cloud's shared load balancers have.",
  },
  {
    http2Enabled: flag("Whether clients may use HTTP/2; HTTPS listeners only.", { inputToo: "Default: false." }),
    forwardedElbIp: flag(
      "Whether requests to servers carry the load balancer's address in the header X-Forwarded-ELB-IP. Null for TCP and UDP.",
      {
        input:
          "Whether requests to servers carry the load balancer's address in the header X-Forwarded-ELB-IP; HTTP and HTTPS listeners only. Default: false.",
      },
    ),
    forwardedHost: flag(
      "Whether requests to servers carry the requested host in the header X-Forwarded-Host. Null for TCP and UDP.",
      {
        input:
          "Whether requests to servers carry the requested host in the header X-Forwarded-Host; HTTP and HTTPS listeners only. Default: true.",
      },
    ),
    defaultPoolId: id("The cloud's id of the pool that the listener forwards to; null when it has none.", {
      input:
        "The cloud's id (nativeId) of an existing pool of the same load balancer to forward to, in place of the current one. If omitted, the pool stays; a new listener has none until createPool.",
    }),
    defaultTlsContainerId: reported(
      id("The server certificate for clients that send no server name (SNI); HTTPS listeners only."),
    ),
    connectionLimit: reported(
      int("The most connections at a time; -1 for no limit. Only the cloud's own staff can set it."),
    ),
    adminStateUp: reported(flag("Reserved by the cloud; always true.")),
    clientTimeoutSeconds: reported(
      int("Seconds that a client may take to send its request; layer 7 only. Read-only in this API."),
    ),
    projectId: reported(id("The cloud's id of the project (tenant) that owns the listener.")),
  },
);

export const poolSettings = settingsTable(
  {
    key: SETTINGS_KEY,
    name: "HuaweiElbPoolSettings",
    about: "Pool fields that only Huawei Cloud's shared load balancers have.",
    input: "Pool fields that only Huawei Cloud's shared load balancers have.",
  },
  {
    adminStateUp: flag("Reserved by the cloud: it is stored, and has no effect yet.", { inputToo: "Default: true." }),
    healthMonitorId: reported(id("The cloud's id of the pool's health monitor; null when it has none.")),
    projectId: reported(id("The cloud's id of the project (tenant) that owns the pool.")),
  },
);
