import { expect } from "vitest";
import { brokenRules, type ChangeName } from "../../src/changes/broken-rules.js";
import { capabilitiesOf } from "../../src/model/capabilities.js";
import type { CheckedInput, RuleContext } from "../../src/model/checked-input.js";
import { CloudAccount } from "../../src/model/cloud-account.js";
import type { ConnectedAccount } from "../../src/providers/accounts.js";
import type { AnyProviderManifest } from "../../src/providers/provider.js";

export type Broken = readonly [path: string, code: string];

/** An account of the cloud that nobody has connected. */
export function accountOf(manifest: Pick<AnyProviderManifest, "name" | "capabilities" | "limits">, id = "account") {
  return new CloudAccount({ id, provider: manifest.name, region: null, capabilities: capabilitiesOf(manifest) });
}

/** Every rule that an input breaks on the cloud. */
export function problemsOf(
  manifest: AnyProviderManifest,
  change: ChangeName,
  input: object,
  state?: Partial<RuleContext>,
) {
  const connected = { account: accountOf(manifest), manifest } as ConnectedAccount;
  return brokenRules(connected, change, input as CheckedInput, [], state);
}

/** Path and code of every rule that the input breaks. Every message is a whole sentence. */
export function brokenBy(
  manifest: AnyProviderManifest,
  change: ChangeName,
  input: object,
  state?: Partial<RuleContext>,
): Broken[] {
  const problems = problemsOf(manifest, change, input, state);
  for (const { message } of problems) expect(message).toMatch(/^[A-Z`].*\.$/);
  return problems.map(({ path, code }) => [(path ?? []).join("."), code]);
}
