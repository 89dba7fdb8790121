import { flag, id, int, reported } from "../../model/setting-fields.js";
import { settingsTable } from "../../model/settings-table.js";

/** This cloud's member of the settings inputs. */
export const SETTINGS_KEY = "huaweiElb";

export const listenerSettings = settingsTable(
  {
    key: SETTINGS_KEY,
    name: "HuaweiElbListenerSettings",
    about: "What only listeners on Huawei Cloud's shared load balancers have.",
    input: "What only listeners on Huawei Cloud's shared load balancers take.",
  },
  {
    http2Enabled: flag("Whether browsers may use HTTP/2; HTTPS listeners only.", { inputToo: "Left out: no." }),
    forwardedElbIp: flag(
      "Whether servers are told the load balancer's address, in the header X-Forwarded-ELB-IP. Null for TCP and UDP.",
      {
        input:
          "Whether to tell servers the load balancer's address, in the header X-Forwarded-ELB-IP; HTTP and HTTPS listeners only. Left out: no.",
      },
    ),
    forwardedHost: flag(
      "Whether servers are told the host that was asked for, in the header X-Forwarded-Host. Null for TCP and UDP.",
      {
        input:
          "Whether to tell servers the host that was asked for, in the header X-Forwarded-Host; HTTP and HTTPS listeners only. Left out: yes.",
      },
    ),
    defaultPoolId: id("The cloud's id of the pool that the listener forwards to; null when it has none.", {
      input:
        "The cloud's id (nativeId) of an existing pool of the same load balancer to forward to, in place of the present one. Left out: as it is; a new listener waits for createPool.",
    }),
    defaultTlsContainerId: reported(
      id("The server certificate for clients that ask for no name; HTTPS listeners only."),
    ),
    connectionLimit: reported(int("Connections at most; -1 for no limit. Only the cloud's own staff can set it.")),
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
    about: "What only pools on Huawei Cloud's shared load balancers have.",
    input: "What only pools on Huawei Cloud's shared load balancers take.",
  },
  {
    adminStateUp: flag("Reserved by the cloud: it is kept, and has no effect so far.", { inputToo: "Left out: true." }),
    healthMonitorId: reported(id("The cloud's id of the pool's health monitor; null when it has none.")),
    projectId: reported(id("The cloud's id of the project (tenant) that owns the pool.")),
  },
);
