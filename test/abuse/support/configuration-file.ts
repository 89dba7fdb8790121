import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";

/** An account of a configuration, with secrets in plain text as { value }. */
export type PlainAccount = Readonly<Record<string, unknown>>;

export interface ConfigurationFile {
  readonly file: string;
  /** The environment variables that it refers to. */
  readonly env: Readonly<Record<string, string>>;
}

/** Writes a configuration that the program accepts, with secrets as references to the environment. */
export function writeConfiguration(server: object, accounts: readonly PlainAccount[]): ConfigurationFile {
  const env: Record<string, string> = {};
  const file = join(mkdtempSync(join(tmpdir(), "cloud-listeners-abuse-")), "config.yaml");
  writeFileSync(file, stringify({ server, accounts: referring(accounts, env) }));
  return { file, env };
}

function referring(value: unknown, env: Record<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => referring(item, env));
  if (value === null || typeof value !== "object") return value;
  const { value: secret } = value as { value?: unknown };
  if (typeof secret === "string" && Object.keys(value).length === 1) {
    const name = `ABUSE_SECRET_${Object.keys(env).length}`;
    env[name] = secret;
    return { env: name };
  }
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, referring(held, env)]));
}
