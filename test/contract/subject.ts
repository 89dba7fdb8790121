import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { CloudAccountConfig } from "../../src/config/account.js";
import type { AnyProviderManifest } from "../../src/providers/provider.js";
import { connectSandboxed, type SandboxedOptions, type SandboxedProvider } from "../support/sandboxed-provider.js";

/** A provider that is held to the contract, connected to its emulator. */
export interface Subject extends SandboxedProvider<CloudAccountConfig> {
  readonly manifest: AnyProviderManifest;
}

/**
 * Connects the provider before the tests of the enclosing `describe`: once where they only read, else for each anew. No
 * rate is limited; refusals of too many requests are tested by faults.
 */
export function subjectFor(
  manifest: AnyProviderManifest,
  lasts: "for all tests" | "for one test",
  options: SandboxedOptions = {},
): () => Subject {
  let subject: Subject | undefined;
  const connect = async () => {
    subject = { ...(await connectSandboxed(manifest, { isUnlimited: true, ...options })), manifest };
  };
  const stop = async () => {
    await subject?.stop();
    subject = undefined;
  };
  const [before, after] = lasts === "for all tests" ? [beforeAll, afterAll] : [beforeEach, afterEach];
  before(connect);
  after(stop);
  return () => {
    if (!subject) throw new Error(`${manifest.key} is not connected outside of a test.`);
    return subject;
  };
}
