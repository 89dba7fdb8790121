import type { ClassType } from "type-graphql";
import { shown } from "../model/shown.js";
import type { CloudAccountConfig } from "./account.js";
import { type FillOptions, fill, type Mistake, validationMistakes } from "./fill.js";
import { sentence } from "./rule.js";
import { choice, isMapping } from "./rules.js";

/** What the loader needs to know of a cloud. */
export interface AccountShape {
  readonly key: string;
  readonly accountConfig: ClassType<CloudAccountConfig>;
  /** The operations that the program uses. */
  readonly actions: readonly string[];
}

/** Fills accounts, each with its provider's class, and collects what is wrong with them. */
export function fillAccounts(
  entries: readonly unknown[],
  shapes: readonly AccountShape[],
  mistakes: Mistake[],
  options: FillOptions,
): CloudAccountConfig[] {
  const seen = new Map<string, number>();
  const providers = choice(shapes.map(({ key }) => key));
  return entries.flatMap((entry, index) => {
    const path = `accounts[${index}]`;
    if (!isMapping(entry)) {
      mistakes.push({ path, message: `\`${path}\` must be a map of an account's settings; got ${shown(entry)}.` });
      return [];
    }
    const shape = shapes.find(({ key }) => key === entry.provider);
    if (!shape) {
      const message = sentence("provider", { at: "", rule: providers, value: entry.provider });
      mistakes.push({ path: `${path}.provider`, message });
      return [];
    }
    const account = fill(shape.accountConfig, entry, path, mistakes, options);
    mistakes.push(...validationMistakes(account, path), ...unknownActions(account, shape, path));
    const earlier = seen.get(account.id);
    if (earlier !== undefined)
      mistakes.push({
        path: `${path}.id`,
        message: `\`id\` must be unique; accounts[${earlier}] also has ${shown(account.id)}.`,
      });
    seen.set(account.id, index);
    return [account];
  });
}

/** Limits on operations that are never used would limit nothing. */
function unknownActions(
  { limits: { requestsPerSecond } }: CloudAccountConfig,
  { key, actions }: AccountShape,
  path: string,
): Mistake[] {
  if (!isMapping(requestsPerSecond)) return [];
  return Object.keys(requestsPerSecond)
    .filter((action) => action !== "*" && !actions.includes(action))
    .map((action) => ({
      path: `${path}.limits.requestsPerSecond.${action}`,
      message: `${key} has no action ${shown(action)}. Known are ${actions.join(", ")}, and "*" for all others.`,
    }));
}
