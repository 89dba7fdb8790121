import { text } from "../../src/model/setting-fields.js";
import { settingsTable } from "../../src/model/settings-table.js";

/** This cloud's member of the settings inputs. */
export const SETTINGS_KEY = "exampleCloud";

export const listenerSettings = settingsTable(
  {
    key: SETTINGS_KEY,
    name: "ExampleCloudListenerSettings",
    about: "What only listeners of the example cloud have.",
    input: "What only listeners of the example cloud take.",
  },
  { team: text("The team that owns the listener.", { maxLength: 40 }) },
);
