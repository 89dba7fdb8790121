import { BrokenReference } from "./reference.js";
import { Secret } from "./secret.js";

/** All secrets in a configuration, with their paths in it. */
function secretsIn(value: unknown, path = ""): { readonly secret: Secret; readonly path: string }[] {
  if (value instanceof Secret) return [{ secret: value, path }];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const step = Array.isArray(value) ? `[${name}]` : path === "" ? name : `.${name}`;
    return secretsIn(inner, `${path}${step}`);
  });
}

/** The result of reading secrets again. */
export interface Refreshed {
  /** The paths of secrets that have changed. */
  readonly changed: readonly string[];
  /** The paths of secrets that are no longer usable, and why; the previous values stay in use. */
  readonly broken: readonly { readonly path: string; readonly reason: string }[];
}

/** Reads secrets from files again, so that they can be replaced without a restart. */
export function refreshSecrets(config: object): Refreshed {
  const changed: string[] = [];
  const broken: { path: string; reason: string }[] = [];
  for (const { secret, path } of secretsIn(config)) {
    try {
      if (secret.refresh()) changed.push(path);
    } catch (error) {
      if (!(error instanceof BrokenReference)) throw error;
      broken.push({ path, reason: error.message });
    }
  }
  return { changed, broken };
}
