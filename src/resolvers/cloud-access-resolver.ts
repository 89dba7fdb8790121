import { Arg, Ctx, FieldResolver, ID, Query, Resolver } from "type-graphql";
import type { AccessAction } from "../access/gate.js";
import { CloudAccess, CloudAccessAction } from "../model/cloud-access.js";
import type { GraphContext } from "./graph-context.js";

@Resolver(() => CloudAccess)
export class CloudAccessResolver {
  @Query(() => CloudAccess, {
    nullable: true,
    description:
      "Who the caller of this request is, and what it may do here. Calls no cloud. Null only behind a gateway that cannot reach this subgraph.",
  })
  cloudAccess(@Ctx() { gate }: GraphContext): CloudAccess {
    return { caller: gate.caller };
  }

  @FieldResolver(() => Boolean, {
    description:
      "Whether the caller may do this with anything in the account. False for an account that does not exist, or that the caller may not read.",
  })
  can(
    @Arg("action", () => CloudAccessAction, { description: "The action to ask about." })
    action: CloudAccessAction,
    @Arg("accountId", () => ID, { description: "The account's id, as returned by cloudAccounts." }) accountId: string,
    @Ctx() { gate }: GraphContext,
  ): boolean {
    return gate.rightsTo(accountId).may(action.toLowerCase() as AccessAction);
  }
}
