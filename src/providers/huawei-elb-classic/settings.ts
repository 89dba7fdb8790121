import { flag, id, int, port, reported, text } from "../../model/setting-fields.js";
import { settingsTable } from "../../model/settings-table.js";

/** This cloud's member of the settings inputs. */
export const SETTINGS_KEY = "huaweiElbClassic";

/** Source: create listener page. */
export const listenerSettings = settingsTable(
  {
    key: SETTINGS_KEY,
    name: "HuaweiElbClassicListenerSettings",
    about: "What only listeners on Huawei Cloud's classic load balancers have: servers hang directly on the listener.",
    input: "What only listeners on Huawei Cloud's classic load balancers take.",
  },
  {
    backendProtocol: text("The protocol towards the servers: HTTP, TCP or UDP.", {
      oneOf: ["HTTP", "TCP", "UDP"],
      inputToo: "Left out: HTTP for HTTP and HTTPS listeners, otherwise the listener's. Cannot change later.",
    }),
    backendPort: port("The port of every server behind the listener.", { inputToo: "Left out: the listener's." }),
    tcpDraining: flag(
      "Whether TCP connections of a server that was taken out may finish. Has an effect on TCP listeners only.",
      {
        input: "Whether TCP connections of a server that is taken out may finish. Has an effect on TCP listeners only.",
      },
    ),
    tcpDrainingTimeoutMinutes: int("Minutes that such connections may last, 0 to 60.", {
      min: 0,
      max: 60,
      inputToo: "Needs tcpDraining.",
    }),
    cookieTimeoutMinutes: int("Minutes that the cookie of clientAffinity COOKIE is valid, 1 to 1440.", {
      min: 1,
      max: 1_440,
      input:
        "Minutes that the cookie of clientAffinity COOKIE is valid, 1 to 1440; HTTP listeners only. Cannot change later.",
    }),
    adminStateUp: reported(flag("False while the load balancer is stopped or frozen.")),
    memberNumber: reported(int("How many servers are behind the listener.")),
    healthcheckId: reported(id("The cloud's id of the listener's health check; null when it has none.")),
  },
);
