import { BrokenReference } from "./reference.js";
import { Secret } from "./secret.js";

/** All secrets in a configuration, with where they stand in it. */
function secretsIn(value: unknown, path = ""): { readonly secret: Secret; readonly path: string }[] {
  if (value instanceof Secret) return [{ secret: value, path }];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const step = Array.isArray(value) ? `[${name}]` : path === "" ? name : `.${name}`;
    return secretsIn(inner, `${path}${step}`);
  });
}

/** What became of secrets that were read again. */
export interface Refreshed {
  /** Where in the configuration another text was found. */
  readonly changed: readonly string[];
  /** Where nothing usable stands any more, and why; what was read before stays in use. */
  readonly broken: readonly { readonly path: string; readonly reason: string }[];
}

/** Reads secrets again that came from files, so that they can be exchanged without a restart. */
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
