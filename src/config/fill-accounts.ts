import type { ClassType } from "type-graphql";
import type { CloudAccountConfig } from "./account.js";
import { type FillOptions, fill, type Mistake, validationMistakes } from "./fill.js";

/** What the loader has to know of a cloud. */
export interface AccountShape {
  readonly key: string;
  readonly accountConfig: ClassType<CloudAccountConfig>;
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
