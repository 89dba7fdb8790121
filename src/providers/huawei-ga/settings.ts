import { id, int, reported } from "../../model/setting-fields.js";
import { settingsTable } from "../../model/settings-table.js";

/** This cloud's member of the settings inputs. */
export const SETTINGS_KEY = "huaweiGa";

export const listenerSettings = settingsTable(
  {
    key: SETTINGS_KEY,
    name: "HuaweiGaListenerSettings",
    about: "Listener fields that only Huawei Cloud Global Accelerator has.",
    input:
      "Listener fields that only Huawei Cloud Global Accelerator has. All are read-only: omit them, or send back what was read.",
  },
  {
    domainId: id("The cloud's id of the account (domain) that owns the listener.", {
      input: "The owning account (domain). It follows from the credentials: omit it, or send back what was read.",
    }),
    frozenStatus: reported(
      int(
        "0: normal, 1: frozen (exists, but cannot be used), 2: terminated (removed). Null when the cloud does not say.",
      ),
    ),
    frozenEffect: reported(
      int("1: can be released, 2: cannot be released, 3: cannot be renewed. Null when the cloud does not say."),
    ),
  },
);
