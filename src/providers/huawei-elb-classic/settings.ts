import { flag, id, int, port, reported, text } from "../../model/setting-fields.js";
import { settingsTable } from "../../model/settings-table.js";

/** This cloud's member of the settings inputs. */
export const SETTINGS_KEY = "huaweiElbClassic";

/** Source: create listener page. */
export const listenerSettings = settingsTable(
  {
    key: SETTINGS_KEY,
    name: "HuaweiElbClassicListenerSettings",
    about:
      "Listener fields that only Huawei Cloud's classic load balancers have. Servers belong to the listener directly.",
    input: "Listener fields that only Huawei Cloud's classic load balancers have.",
  },
  {
    backendProtocol: text("The protocol between the load balancer and the servers: HTTP, TCP or UDP.", {
      oneOf: ["HTTP", "TCP", "UDP"],
      inputToo: "Default: HTTP for HTTP and HTTPS listeners, otherwise the listener's protocol. Cannot change later.",
    }),
    backendPort: port("The port of every server behind the listener.", { inputToo: "Default: the listener's port." }),
    tcpDraining: flag(
      "Whether open TCP connections may finish when their server is removed. Only has an effect on TCP listeners.",
      {
        input:
          "Whether open TCP connections may finish when their server is removed. Only has an effect on TCP listeners.",
      },
    ),
    tcpDrainingTimeoutMinutes: int("Minutes that such connections may last, 0 to 60.", {
      min: 0,
      max: 60,
      inputToo: "Requires tcpDraining.",
    }),
    cookieTimeoutMinutes: int("Minutes that the cookie of clientAffinity COOKIE is valid, 1 to 1440.", {
      min: 1,
      max: 1_440,
      input:
        "Minutes that the cookie of clientAffinity COOKIE is valid, 1 to 1440; HTTP listeners only. Cannot change later.",
    }),
    adminStateUp: reported(flag("False while the load balancer is stopped or frozen.")),
    memberNumber: reported(int("The number of servers of the listener.")),
    healthcheckId: reported(id("The cloud's id of the listener's health check; null when it has none.")),
  },
);
