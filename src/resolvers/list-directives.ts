import { Directive } from "type-graphql";

/**
 * Tells a gateway's cost analysis how many entries a list at the root holds: as many as are asked for. Lists that hang on
 * something are mostly shorter than their page; the connections say how long they usually are.
 */
export const ListSize = (): MethodDecorator =>
  Directive('@listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"])') as MethodDecorator;

/** The same for a list that has no pages. */
export const UsualSize = (entries: number): MethodDecorator =>
  Directive(`@listSize(assumedSize: ${entries})`) as MethodDecorator;

/** The cost of a field that reaches out to clouds. */
export const CLOUD_COST = 5;

/** A field that reaches out to clouds: resolving it costs as much as a handful of objects, even where others have asked already. */
export const CloudCost = (): MethodDecorator => Directive(`@cost(weight: ${CLOUD_COST})`) as MethodDecorator;

/** Entries of a page where nobody says how many; of members more, since most pools fit on one page then. */
export const PAGE = 20;
export const MEMBERS_PAGE = 50;

/** The argument that says how many: a null from a client's variable stands for the default, as leaving it out does. */
export const entries = (usually: number) => ({
  nullable: true,
  defaultValue: usually,
  description: "How many entries at most, 1 to 200. Null stands for the default.",
});

export const AFTER = "Go on after this cursor: the endCursor of the page before.";
