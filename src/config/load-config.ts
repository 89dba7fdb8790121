import { shown } from "../model/shown.js";
import { accessMistakes } from "./access-mistakes.js";
import { AppConfig } from "./app-config.js";
import { ConfigError, WHOLE_FILE } from "./config-error.js";
import { type FillOptions, fill, validationMistakes } from "./fill.js";
import type { AccountShape } from "./fill-accounts.js";
import { fillAccounts } from "./fill-accounts.js";
import { readManifests, UnusableManifest } from "./manifests.js";
import { distinct, type Mistake } from "./mistake.js";
import { proxiesIn } from "./proxies.js";
import { readText, UnusableFile } from "./read-text.js";
import { readYaml } from "./read-yaml.js";
import { isMapping } from "./rules.js";

/** Bytes. Enough for a thousand accounts with all settings. */
const MAX_FILE_BYTES = 256 * 1024;
const MAX_ACCOUNTS = 1_000;

/** Reads a configuration file. @throws ConfigError */
export function loadConfigFile(path: string, shapes: readonly AccountShape[], env: FillOptions["env"]): AppConfig {
  let text: string;
  try {
    text = readText(path, MAX_FILE_BYTES);
  } catch (error) {
    if (error instanceof UnusableFile)
      throw new ConfigError(path, [{ path: WHOLE_FILE, message: `It ${error.message}.` }]);
    throw error;
  }
  return parseConfig(text, path, shapes, { env });
}

/** Reads configuration text (YAML). @throws ConfigError with every mistake at once */
export function parseConfig(
  text: string,
  source: string,
  shapes: readonly AccountShape[],
  options: FillOptions,
): AppConfig {
  const { accounts, ...rest } = settingsIn(text, source);
  const mistakes: Mistake[] = [];
  const config = fill(AppConfig, rest, "", mistakes, options);
  mistakes.push(...validationMistakes(config, ""));
  if (config.transport.proxy === "environment") config.transport.goThrough(proxiesIn(options.env, mistakes));
  if (accounts === undefined || (Array.isArray(accounts) && accounts.length <= MAX_ACCOUNTS))
    config.accounts = fillAccounts(accounts ?? [], shapes, mistakes, options);
  else {
    const got = Array.isArray(accounts) ? `${accounts.length} of them` : shown(accounts);
    const message = `\`accounts\` must be a list of at most ${MAX_ACCOUNTS} accounts; got ${got}.`;
    mistakes.push({ path: "accounts", message });
  }
  if (mistakes.length === 0 && config.accounts.length === 0 && config.sandbox.enabled !== true) {
    mistakes.push({
      path: "accounts",
      message: "Name at least one account, or set sandbox.enabled: true for emulated clouds.",
    });
  }
  if (mistakes.length === 0) mistakes.push(...accessMistakes(config), ...manifestMistakes(config));
  if (mistakes.length > 0) throw new ConfigError(source, distinct(mistakes));
  return config;
}

function manifestMistakes({ server: { trustedDocuments } }: AppConfig): Mistake[] {
  try {
    readManifests(trustedDocuments?.manifests ?? []);
    return [];
  } catch (error) {
    if (!(error instanceof UnusableManifest)) throw error;
    return [{ path: "server.trustedDocuments.manifests", message: error.message }];
  }
}

/**
 * The map in the text.
 * @throws ConfigError when it is not a map: one mistake, which shows nothing of the text
 */
function settingsIn(text: string, source: string): Record<string, unknown> {
  const control = /(?![\t\n\r\u0085])\p{Cc}/u.exec(text);
  if (control) {
    const line = text.slice(0, control.index).split("\n").length;
    const message = `It must be a text file; line ${line} has a control character.`;
    throw new ConfigError(source, [{ path: WHOLE_FILE, message }]);
  }
  const reading = readYaml(text);
  if ("mistakes" in reading) throw new ConfigError(source, reading.mistakes);
  const value = reading.value ?? {};
  if (isMapping(value)) return value;
  const got = Array.isArray(value) ? "a list" : "a string or a number";
  const message = `It must be a map of settings (server, sandbox, accounts) in YAML; got ${got}.`;
  throw new ConfigError(source, [{ path: WHOLE_FILE, message }]);
}
