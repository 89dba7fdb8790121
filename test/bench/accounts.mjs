import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { accountId, CLIENTS } from "./queries.mjs";

/** No limit is kept that the clouds would ask for: the emulators' fronts do not mind. */
const limits = { requestsPerSecond: { "*": 1_000_000 }, pollIntervalMs: 100 };

/** Plain secrets become references to the environment, which is where a configuration file may have them. */
export function withoutSecrets(value, env) {
  if (value === null || typeof value !== "object") return value;
  if (typeof value.value === "string" && Object.keys(value).length === 1) {
    const name = `BENCH_SECRET_${Object.keys(env).length}`;
    env[name] = value.value;
    return { env: name };
  }
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, withoutSecrets(held, env)]));
}

/**
 * A configuration file with accounts for every client, and the environment that it refers to.
 * @param more members of `server`
 * @param rest members beside it
 */
export function writeConfig(fronts, port, more = {}, rest = {}) {
  const env = {};
  const accounts = Array.from({ length: CLIENTS }, (_, client) =>
    fronts
      .filter(({ size, key }) => size === "small" || key === "alibaba-ga" || key === "huawei-ga")
      .map(({ size, key, account }) => ({ ...withoutSecrets(account, env), id: accountId(client, size, key), limits })),
  ).flat();
  const file = join(mkdtempSync(join(tmpdir(), "cloud-listeners-bench-")), "config.yaml");
  writeFileSync(file, stringify({ server: { port, landingPage: "none", ...more }, accounts, ...rest }));
  return { file, env };
}
