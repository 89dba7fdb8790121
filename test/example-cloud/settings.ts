import { text } from "../../src/model/setting-fields.js";
import { settingsTable } from "../../src/model/settings-table.js";

export const listenerSettings = settingsTable(
  {
    key: "example",
    name: "ExampleListenerSettings",
    about: "What only the example cloud has.",
    input: "What only the example cloud has.",
  },
  { team: text("The team that owns the listener.", { maxLength: 40 }) },
);
