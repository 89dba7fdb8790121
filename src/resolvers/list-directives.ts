import { Directive } from "type-graphql";

/**
 * Tells a gateway's cost analysis how many entries a list at the root has: as many as requested. Nested lists are
 * mostly shorter than their page; the connections say how long they usually are.
 */
export const ListSize = (): MethodDecorator =>
  Directive('@listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"])') as MethodDecorator;

/** The same for a list without pages. */
export const UsualSize = (entries: number): MethodDecorator =>
  Directive(`@listSize(assumedSize: ${entries})`) as MethodDecorator;

/** The cost of a field that calls clouds. */
export const CLOUD_COST = 5;

/**
 * A field that calls clouds: resolving it costs as much as a handful of objects, even when the result is already there.
 */
export const CloudCost = (): MethodDecorator => Directive(`@cost(weight: ${CLOUD_COST})`) as MethodDecorator;

/** Entries of a page when the query does not say; more for members, since most pools then fit on one page. */
export const PAGE = 20;
export const MEMBERS_PAGE = 50;

/** The argument for the page size: null from a client's variable means the default, like omitting it. */
export const entries = (usually: number) => ({
  nullable: true,
  defaultValue: usually,
  description: "Maximum number of entries, 1 to 200. Null means the default.",
});

export const AFTER = "Continue after this cursor: the endCursor of the previous page.";

/** The argument for the maximum age of an answer. */
export const MAX_AGE = {
  nullable: true,
  description:
    "The maximum age of the answer, in seconds, 0 to 86400; 0 reads from the clouds. An account whose inventory is recent enough is answered from it, with everything selected below; other accounts are read from their clouds. Changes made through this graph are always included. Omitted or null: server.defaultMaxAgeSeconds of the configuration, which is 0 by default.",
};

/** The field for when an object was read. */
export const READ_AT = "The earliest time at which it was read from the cloud; it includes every change made before.";

export const ORDER =
  "Default: account by account, each in its cloud's own order. An order by a field is one order over all accounts, with ties by account and id. Clouds cannot sort, so that every account is read to its end for each page, within server.limits.maxCloudCalls; a filter keeps that short.";
