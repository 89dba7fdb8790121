import { id, int, reported } from "../../model/setting-fields.js";
import { settingsTable } from "../../model/settings-table.js";

/** This cloud's member of the settings inputs. */
export const SETTINGS_KEY = "huaweiGa";

export const listenerSettings = settingsTable(
  {
    key: SETTINGS_KEY,
    name: "HuaweiGaListenerSettings",
    about: "What only listeners on Huawei Cloud Global Accelerator have.",
    input: "What only listeners on Huawei Cloud Global Accelerator take. Nothing here can be chosen.",
  },
  {
    domainId: id("The cloud's id of the account (domain) that owns the listener.", {
      input:
        "The owning account (domain). It follows from the credentials: leave it out, or send back what the listener has.",
    }),
    frozenStatus: reported(
      int("0 normal, 1 frozen (kept, but not usable), 2 terminated (cleared away); null where the cloud says nothing."),
    ),
    frozenEffect: reported(
      int("1 it can be released, 2 it cannot be released, 3 it cannot be renewed; null where the cloud says nothing."),
    ),
  },
);
