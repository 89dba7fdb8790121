import { LRUCache } from "lru-cache";
import type { ClassType } from "type-graphql";
import { brokenConstraints, instanceOf } from "../model/broken-constraints.js";
import type { FoundViolation } from "../model/checked-input.js";
import type { SourceFilter } from "../model/filter-parts.js";
import { MAX_LIST } from "../model/inputs-shared.js";
import { mustBe } from "../model/limit-checks.js";
import { type BrokenRule, ProblemError } from "../model/problem-error.js";
import { canExist, parseGlobalId, parseUrn, type ResourceRef, urnOf } from "../model/resource-ref.js";
import { shown } from "../model/shown.js";
import { illFormedTexts, notWellFormed } from "../model/well-formed.js";
import type { Accounts, ConnectedAccount } from "../providers/accounts.js";
import { type ListOrder, placeIn } from "./ordered-list.js";
import { checkMaxAge, checkPageArguments, type PageArguments } from "./page-arguments.js";

export type Maybe<T> = T | null | undefined;

/** The arguments of a list at the graph's root. */
export interface ListArguments<F extends SourceFilter> extends PageArguments {
  readonly filter: Maybe<F>;
  /** Seconds; omitted: what the server is configured for. */
  readonly maxAgeSeconds?: Maybe<number>;
}

/** The most broken rules that are reported at once; further ones are counted. */
const MOST_RULES = 100;
const MOST_SENTENCES = 5;

/**
 * A list's filter as an instance of its class, when nothing is wrong with any of the list's arguments.
 * @throws ProblemError INVALID_INPUT with all rules that they break; NOT_FOUND for a cursor that points nowhere
 */
export function checkedFilter<F extends SourceFilter>(
  type: ClassType<F>,
  { filter, ...page }: ListArguments<F>,
  order: Pick<ListOrder<never>, "field" | "direction"> | null,
  accounts: Accounts,
): F {
  const given = filter ?? ({} as F);
  const broken = [...filterRules(type, given, accounts), ...pageRules(page, order)];
  if (broken.length > 0) throw problemOf(broken);
  return instanceOf(type, given);
}

const ruleAt = (path: readonly (string | number)[], message: string, constraint: string): BrokenRule => ({
  path: ["filter", ...path.map(String)],
  message,
  constraint,
});

function* filterRules<F extends SourceFilter>(type: ClassType<F>, filter: F, accounts: Accounts): Iterable<BrokenRule> {
  // What is too long for any filter is not looked into.
  const long = Object.entries(filter).filter(([, value]) => Array.isArray(value) && value.length > MAX_LIST);
  for (const [name, { length }] of long as [string, unknown[]][])
    yield ruleAt([name], mustBe(name, `hold at most ${MAX_LIST} entries`, length), "arrayMaxSize");
  if (long.length > 0) return;
  yield* conditionRules(type, filter);
  const unknown = unknownAccounts(filter.accountIds ?? [], accounts);
  if (unknown.length > 0) yield ruleAt(["accountIds"], noAccounts(unknown), "knownAccount");
}

/** Filters whose conditions break no rule, as JSON after their class's name: most are asked again and again. */
const faultless = new LRUCache<string, true>({ max: 500 });
/** Characters; clients decide how long conditions are. */
const LONGEST_REMEMBERED = 1_000;

function conditionRules<F extends SourceFilter>(type: ClassType<F>, filter: F): readonly BrokenRule[] {
  const text = `${type.name} ${JSON.stringify(filter)}`;
  if (faultless.has(text)) return [];
  const illFormed = new Set<string>();
  const rules: BrokenRule[] = [];
  for (const path of illFormedTexts(filter)) {
    illFormed.add(path.join("."));
    rules.push(ruleAt(path, notWellFormed(path), "wellFormedText"));
  }
  const found: FoundViolation[] = [];
  // Further messages about a string that is not well-formed help nobody.
  for (const rule of brokenConstraints(Object.assign(instanceOf(type, filter), { found }), found))
    if (!illFormed.has((rule.at ?? []).join("."))) rules.push(ruleAt(rule.at ?? [], rule.message, rule.constraint));
  if (rules.length === 0 && text.length <= LONGEST_REMEMBERED) faultless.set(text, true);
  return rules;
}

function* pageRules(
  page: Omit<ListArguments<never>, "filter">,
  order: Pick<ListOrder<never>, "field" | "direction"> | null,
): Iterable<BrokenRule> {
  const checks = [
    () => checkPageArguments(page),
    () => checkMaxAge(page.maxAgeSeconds),
    () => page.after != null && placeIn(order, page.after),
  ];
  for (const check of checks) {
    try {
      check();
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== "INVALID_INPUT") throw error;
      yield { path: error.inputPath ?? [], message: error.message, constraint: "page" };
    }
  }
}

function problemOf(broken: readonly BrokenRule[]): ProblemError {
  const told = broken.slice(0, MOST_SENTENCES).map(({ message }) => message);
  const more = broken.length - told.length;
  const message = more > 0 ? `${told.join(" ")} And ${more} more.` : told.join(" ");
  return new ProblemError({
    code: "INVALID_INPUT",
    message,
    path: broken[0]!.path,
    brokenRules: broken.slice(0, MOST_RULES),
  });
}

/** Accounts that a message names; further ones are counted. */
const MOST_NAMED = 10;

const unknownAccounts = (ids: readonly string[], accounts: Accounts): string[] =>
  [...new Set(ids)].filter((id) => !accounts.has(id));

function noAccounts(ids: readonly string[]): string {
  const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : "";
  const named = ids.slice(0, MOST_NAMED).map(shown).join(", ");
  return `There is no account ${named}${more}. cloudAccounts lists the configured accounts.`;
}

/** @throws ProblemError INVALID_INPUT for an account that is not configured. */
export function refuseUnknown(accountIds: readonly string[], accounts: Accounts): void {
  const unknown = unknownAccounts(accountIds, accounts);
  if (unknown.length > 0)
    throw new ProblemError({ code: "INVALID_INPUT", path: ["filter", "accountIds"], message: noAccounts(unknown) });
}

/** The load balancer or accelerator that a filter names. @throws ProblemError NOT_FOUND where there can be none of that name */
export function parentIn(filter: { readonly parentId?: string | null }): ResourceRef | undefined {
  const ref = filter.parentId == null ? null : parseGlobalId(filter.parentId);
  if (!ref) return undefined;
  if (canExist(ref)) return ref;
  throw new ProblemError({
    code: "NOT_FOUND",
    path: ["filter", "parentId"],
    message: "This load balancer or accelerator does not exist; it may have been deleted.",
  });
}

/** What a filter names by ids and urns, by account: what both name where both are given. Null: it names nothing. */
export function namedIn({
  ids,
  urns,
}: {
  readonly ids?: readonly string[] | null;
  readonly urns?: readonly string[] | null;
}): ReadonlyMap<string, readonly ResourceRef[]> | null {
  const lists = [ids?.map(parseGlobalId), urns?.map(parseUrn)].filter((list) => list !== undefined);
  const [first, second] = lists.map((refs) => new Map(refs.flatMap((ref) => (ref ? [[urnOf(ref), ref]] : []))));
  if (!first) return null;
  const byAccount = new Map<string, ResourceRef[]>();
  for (const [urn, ref] of first) {
    if (!canExist(ref) || (second && !second.has(urn))) continue;
    byAccount.set(ref.accountId, [...(byAccount.get(ref.accountId) ?? []), ref]);
  }
  return byAccount;
}

/**
 * The accounts that may have something that fits.
 * @param within further accounts that there are none besides; left out: all
 */
export function accountsFor(
  { accountIds, providers }: Pick<SourceFilter, "accountIds" | "providers">,
  accounts: Accounts,
  within: readonly (Pick<ReadonlySet<string>, "has"> | null)[] = [],
): ConnectedAccount[] {
  const wanted = accountIds && new Set(accountIds);
  return [...accounts.values()].filter(
    ({ account }) =>
      (!wanted || wanted.has(account.id)) &&
      (!providers || providers.includes(account.provider)) &&
      within.every((ids) => !ids || ids.has(account.id)),
  );
}
