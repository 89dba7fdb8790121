import { readFileSync } from "node:fs";
import type { ClassType } from "type-graphql";
import { parseDocument } from "yaml";
import type { CloudAccountConfig } from "./account.js";
import { AppConfig } from "./app-config.js";
import { type FillOptions, fill, type Mistake, validationMistakes } from "./fill.js";

/** What the loader has to know of a cloud. */
export interface AccountShape {
  readonly key: string;
  readonly accountConfig: ClassType<CloudAccountConfig>;
}

/** A configuration with mistakes: all of them, each with its path in the file. */
export class ConfigError extends Error {
  constructor(
    readonly source: string,
    readonly mistakes: readonly Mistake[],
  ) {
    super(
      `${source} has ${mistakes.length === 1 ? "a mistake" : `${mistakes.length} mistakes`}:\n${mistakes.map(({ path, message }) => `  ${path}: ${message}`).join("\n")}`,
    );
  }
}

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

/** Fills accounts, each with its provider's class, and collects what is wrong with them. */
export function fillAccounts(
  entries: readonly unknown[],
  shapes: readonly AccountShape[],
  mistakes: Mistake[],
  options: FillOptions,
): CloudAccountConfig[] {
  const seen = new Map<string, number>();
  return entries.flatMap((entry, index) => {
    const path = `accounts[${index}]`;
    const provider = (entry as { provider?: unknown } | null)?.provider;
    const shape = shapes.find(({ key }) => key === provider);
    if (!shape) {
      mistakes.push({ path: `${path}.provider`, message: `Name one of ${shapes.map(({ key }) => key).join(", ")}.` });
      return [];
    }
    const account = fill(shape.accountConfig, entry, path, mistakes, options);
    mistakes.push(...validationMistakes(account, path));
    const earlier = seen.get(account.id);
    if (earlier !== undefined)
      mistakes.push({
        path: `${path}.id`,
        message: `accounts[${earlier}] has this id already; every account needs its own.`,
      });
    seen.set(account.id, index);
    return [account];
  });
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
