import { type ClassType, Directive, Field, Int, ObjectType } from "type-graphql";
import { SourceProblem } from "./change-problem.js";
import { CloudAccount } from "./cloud-account.js";
import { DateTime } from "./date-time.js";
import { Listener } from "./listener.js";
import { ListenerParent } from "./listener-parent.js";
import { Pool, PoolMember } from "./pool.js";

@ObjectType({ simpleResolvers: true, description: "Where a page stands among all the pages." })
export class PageInfo {
  @Field(() => Boolean, {
    description: "Whether there are more entries after this page; if so, ask again with after set to endCursor.",
  })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: "Whether there are entries before this page." })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "The cursor of the page's first entry; null when the page is empty.",
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The cursor of the page's last entry; null when the page is empty.",
  })
  endCursor!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: "An account that a page was read from: how old its data is, and whether it is complete.",
})
export class SourceState {
  @Field(() => CloudAccount, { description: "The account." })
  account!: CloudAccount;

  @Field(() => DateTime, {
    nullable: true,
    description:
      "The earliest time at which its entries were read from the cloud; they include every change made before. Null when nothing of the account could be read.",
  })
  readAt!: string | null;

  @Field(() => Boolean, { description: "False when the account could not be read, or only in part." })
  isComplete!: boolean;

  @Field(() => SourceProblem, {
    nullable: true,
    description:
      "Why the account could not be read completely, or could not be read again since `readAt`; null when neither happened. sourceProblems has all reasons.",
  })
  problem!: SourceProblem | null;
}

export interface Edge<T> {
  cursor: string;
  node: T;
}
/** A page of a list that may span accounts, some of which may have failed. */
export interface Connection<T> {
  edges: Edge<T>[];
  nodes: T[];
  pageInfo: PageInfo;
  totalCount: number | null;
  isComplete: boolean;
  sourceProblems: SourceProblem[];
  sources: SourceState[];
}

function edgeOf<T extends object>(noun: string, plural: string, nodeType: () => ClassType<T>) {
  @ObjectType(`${noun}Edge`, {
    simpleResolvers: true,
    description: `One of the ${plural} of a page, with its cursor.`,
  })
  class EdgeType implements Edge<T> {
    @Field(() => String, { description: "The entry's cursor; pass it as after to continue from here." })
    cursor!: string;

    @Field(nodeType, { description: "The entry itself." })
    node!: T;
  }
  return EdgeType;
}

/**
 * `usually`: the number of entries of one object that a gateway's cost analysis assumes when the list does not say. The
 * default page size would be ten to fifty times as many, and more for a list within a list.
 */
function connectionOf<T extends object>(noun: string, plural: string, usually: number, nodeType: () => ClassType<T>) {
  const listSize = `@listSize(assumedSize: ${usually})`;
  const EdgeType = edgeOf(noun, plural, nodeType);
  @ObjectType(`${noun}Connection`, {
    simpleResolvers: true,
    description: `A page of ${plural}, gathered from one or more accounts.`,
  })
  class ConnectionType implements Connection<T> {
    @Directive(listSize)
    @Field(() => [EdgeType], { description: "The entries with their cursors." })
    edges!: Edge<T>[];

    @Directive(listSize)
    @Field(() => [nodeType()], { description: "The entries without their cursors." })
    nodes!: T[];

    @Field(() => PageInfo, { description: "Where the page stands among all pages." })
    pageInfo!: PageInfo;

    @Field(() => Int, {
      nullable: true,
      description: "How many there are; null when that would take reading every page, or when an account failed.",
    })
    totalCount!: number | null;

    @Field(() => Boolean, {
      description:
        "False when at least one account could not be read completely, on this page or an earlier one: an outage never looks like an empty account. Later pages stay incomplete too, because their cursors remember it; start again without `after` to get what is missing.",
    })
    isComplete!: boolean;

    @Field(() => [SourceProblem], {
      description: "The accounts that could not be read, or only in part, on this page or an earlier one, and why.",
    })
    sourceProblems!: SourceProblem[];

    @Field(() => [SourceState], {
      description:
        "The accounts that the page was read from, in the list's order, with the age of their data. Includes accounts that failed on an earlier page only.",
    })
    sources!: SourceState[];
  }
  return ConnectionType;
}

export const ListenerConnection = connectionOf("Listener", "listeners", 5, () => Listener);
export const PoolConnection = connectionOf("Pool", "pools", 2, () => Pool);
export const PoolMemberConnection = connectionOf("PoolMember", "pool members", 4, () => PoolMember);
export const ListenerParentConnection = connectionOf(
  "ListenerParent",
  "load balancers and accelerators",
  10,
  () => ListenerParent as unknown as ClassType<ListenerParent>,
);
