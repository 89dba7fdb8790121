import { Directive } from "type-graphql";

/** Tells a gateway's cost analysis how many entries a connection holds. */
export const ListSize = (): MethodDecorator =>
  Directive('@listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"])') as MethodDecorator;

/** A query that reaches out to clouds. */
export const CloudCost = (): MethodDecorator => Directive("@cost(weight: 5)") as MethodDecorator;

export const FIRST = "How many entries at most, 1 to 200.";
export const AFTER = "Go on after this cursor: the endCursor of the page before.";
