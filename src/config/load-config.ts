import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import { AppConfig } from "./app-config.js";
import { ConfigError } from "./config-error.js";
import { type FillOptions, fill, type Mistake, validationMistakes } from "./fill.js";
import { type AccountShape, fillAccounts } from "./fill-accounts.js";

/** Reads a configuration file. @throws ConfigError */
export function loadConfigFile(path: string, shapes: readonly AccountShape[], env: FillOptions["env"]): AppConfig {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new ConfigError(path, [
      { path: "(file)", message: `It cannot be read (${(error as NodeJS.ErrnoException).code ?? "error"}).` },
    ]);
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
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) {
    throw new ConfigError(
      source,
      document.errors.map((error) => ({
        path: `line ${error.linePos?.[0].line ?? 1}`,
        message: error.message.split("\n")[0] ?? "It is not YAML.",
      })),
    );
  }
  const { accounts, ...rest } = (document.toJS() ?? {}) as Record<string, unknown>;
  const mistakes: Mistake[] = [];
  const config = fill(AppConfig, rest, "", mistakes, options);
  mistakes.push(...validationMistakes(config, ""));
  if (accounts !== undefined && !Array.isArray(accounts))
    mistakes.push({ path: "accounts", message: "Give a list of accounts here." });
  else config.accounts = fillAccounts((accounts as unknown[] | undefined) ?? [], shapes, mistakes, options);
  if (config.accounts.length === 0 && config.sandbox.enabled === undefined && mistakes.length === 0) {
    mistakes.push({
      path: "accounts",
      message: "Name at least one account, or set sandbox.enabled: true for made-up clouds.",
    });
  }
  if (mistakes.length > 0) throw new ConfigError(source, distinct(mistakes));
  return config;
}

/**
 * A reference that leads nowhere is also a missing value, and may make the object around it look incomplete: the first
 * word on a path, or on something inside it, is the one that helps.
 */
function distinct(mistakes: readonly Mistake[]): Mistake[] {
  const byPath = new Map<string, Mistake>();
  for (const mistake of mistakes) {
    const isTold = [...byPath.keys()].some((path) => path === mistake.path || path.startsWith(`${mistake.path}.`));
    if (!isTold) byPath.set(mistake.path, mistake);
  }
  return [...byPath.values()];
}
