import { text } from "../../src/model/setting-fields.js";
import { settingsTable } from "../../src/model/settings-table.js";

export const listenerSettings = settingsTable(
  {
    key: "exampleCloud",
    name: "ExampleCloudListenerSettings",
    about: "What only listeners of the example cloud have.",
    input: "What only listeners of the example cloud take.",
  },
  { team: text("The team that owns the listener.", { maxLength: 40 }) },
);
