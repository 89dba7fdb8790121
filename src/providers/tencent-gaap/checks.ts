import type { ProviderChecks } from "../provider.js";
import { listenerChecks } from "./listener-checks.js";
import { poolChecks } from "./pool-checks.js";

/** Checks that limits cannot express: across fields, and against the state of the cloud. */
export const checks: ProviderChecks = {
  // What a channel supports (protocols, HTTP/3, TLS versions, address family) differs from channel to channel.
  createListenerNeedsParent: true,
  ...listenerChecks,
  ...poolChecks,
};
