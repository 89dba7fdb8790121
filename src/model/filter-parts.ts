import { IsOptional } from "class-validator";
import { Field, ID, InputType } from "type-graphql";
import { Checked, CheckedInput, type Violation } from "./checked-input.js";
import { CloudProvider } from "./cloud-provider.js";
import { DateTime } from "./date-time.js";
import { ResourceStatus } from "./enums.js";
import { all, Characters, Entries } from "./field-bounds.js";
import { idIsOf } from "./generic-rules.js";
import { mustBe } from "./limit-checks.js";
import { parseUrn, type ResourceKind } from "./resource-ref.js";

/** What filters of all nouns are made of. */

/** The most of anything that one list of a filter may name: as much as one page holds. */
export const MOST_NAMED = 200;
/** The most accounts that a filter may name. */
const MOST_ACCOUNTS = 1_000;
/** Characters of an id, an address or a name. */
export const LONGEST_ID = 1_024;
export const LONGEST_ADDRESS = 253;
export const LONGEST_NAME = 255;

/** A sort of thing in words, with its kinds. */
export interface NamedSort {
  readonly what: string;
  readonly kinds: readonly ResourceKind[];
}
export const PARENT: NamedSort = { what: "load balancer or accelerator", kinds: ["load-balancer", "accelerator"] };
export const POOL: NamedSort = { what: "pool", kinds: ["pool"] };
export const LISTENER: NamedSort = { what: "listener", kinds: ["listener"] };
export const MEMBER: NamedSort = { what: "pool's member", kinds: ["member"] };

type Names = readonly string[] | null | undefined;

function* idsAreOf(ids: Names, { what, kinds }: NamedSort): Iterable<Violation> {
  for (const [index, id] of (ids ?? []).entries())
    for (const violation of idIsOf(id, what, ...kinds)) yield { ...violation, at: [index] };
}

function* urnsAreOf(urns: Names, { kinds }: NamedSort): Iterable<Violation> {
  for (const [index, urn] of (urns ?? []).entries()) {
    const ref = parseUrn(urn);
    if (ref && kinds.includes(ref.kind)) continue;
    const shapes = kinds.map((kind) => `account:${kind}:nativeId`).join(" or ");
    yield { at: [index], message: mustBe("urns", `each have the form ${shapes}`, urn) };
  }
}

interface HasNames extends CheckedInput {
  readonly ids?: string[] | null;
  readonly urns?: string[] | null;
}

/** A list of a filter that may be left out, of no more entries than it may name. */
export const Few = (most = MOST_NAMED): PropertyDecorator => all(IsOptional(), Entries(0, most));

/** A list of texts of that kind. */
export const FewTexts = (longest: number): PropertyDecorator => all(Few(), Characters(1, longest, { each: true }));

export const Ids = (sort: NamedSort): PropertyDecorator =>
  all(Few(), Checked<HasNames>({ id: ({ ids }) => idsAreOf(ids, sort) }));

export const Urns = (sort: NamedSort): PropertyDecorator =>
  all(Few(), Checked<HasNames>({ urn: ({ urns }) => urnsAreOf(urns, sort) }));

/** What is said of lists of ids and urns. */
export const byName = (names: string): string =>
  `Only those with one of these ${names}, at most ${MOST_NAMED}. They are read directly, and only their accounts are called. What does not exist, or what the caller may not read, is left out.`;

/** What all filters have: which sources are asked. */
@InputType()
export abstract class SourceFilter extends CheckedInput {
  @Field(() => [CloudProvider], { nullable: true, description: "Only of these clouds." })
  @Few()
  providers?: CloudProvider[] | null;

  @Field(() => [ID], { nullable: true, description: "Only of these accounts." })
  @Few(MOST_ACCOUNTS)
  accountIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      "Only those with one of these ids, as the cloud's console shows them. They name no account, so all accounts are read.",
  })
  @FewTexts(LONGEST_ID)
  nativeIds?: string[] | null;
}

/** What everything with a name and a status can be found by. */
@InputType()
export abstract class ResourceFilter extends SourceFilter {
  @Field(() => [String], { nullable: true, description: "Only those with exactly one of these names." })
  @FewTexts(LONGEST_NAME)
  names?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: "Only those whose name contains this text, in upper or lower case.",
  })
  @IsOptional()
  @Characters(0, LONGEST_NAME)
  nameContains?: string | null;

  @Field(() => [ResourceStatus], { nullable: true, description: "Only in these states." })
  @Few()
  statuses?: ResourceStatus[] | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "Only those created after this time. Never those whose creation time the cloud does not report.",
  })
  createdAfter?: string | null;
}
