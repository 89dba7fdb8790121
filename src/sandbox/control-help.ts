import { FAULT_EXAMPLES, FAULT_SHAPES, RULE_FIELDS } from "./fault-fields.js";
import type { RunningCloud } from "./running-sandbox.js";

/** A running emulator as the help describes it. */
export function describeCloud({ key, endpoint, credentials }: RunningCloud) {
  return { key, endpoint, credentials };
}

/** The control endpoint's description of itself. `routes`: what each does, by method and path. */
export function controlHelp(clouds: readonly RunningCloud[], routes: Readonly<Record<string, string>>) {
  const kinds = Object.entries(FAULT_SHAPES).map(([kind, { means, fields }]) => [kind, { means, ...inWords(fields) }]);
  return {
    about:
      "Emulators of cloud APIs: point a vendor's client at an endpoint below, with the credentials beside it. This address controls them.",
    clouds: clouds.map(describeCloud),
    routes,
    faultRule: inWords(RULE_FIELDS),
    faultKinds: Object.fromEntries(kinds),
    faultExamples: FAULT_EXAMPLES,
  };
}

function inWords(fields: Readonly<Record<string, { readonly is: string; readonly isOptional?: boolean }>>) {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { is, isOptional }]) => [name, isOptional ? `may be left out; ${is}` : is]),
  );
}
