import { type Fact, Facts } from "../parts/facts.js";
import { fieldName } from "../words.js";
import type { DetailedListener } from "./listener-facts.js";
import { SETTING_LABELS } from "./setting-labels.js";

/** What only this cloud has, field by field; one without a label is called as the graph names it. */
export function SettingsFacts({ settings }: { readonly settings: DetailedListener["settings"] }) {
  if (!settings) return null;
  const { __typename, ...fields } = settings;
  const facts = Object.entries(fields)
    .filter(([, value]) => value !== null)
    .map(([name, value]): Fact => [SETTING_LABELS[name] ?? fieldName(name), valueWords(value)]);
  return (
    <section>
      <h3>Settings of this cloud</h3>
      {facts.length > 0 ? <Facts facts={facts} /> : <p className="small">None is set.</p>}
    </section>
  );
}

function valueWords(value: unknown): string {
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return String(value);
}
