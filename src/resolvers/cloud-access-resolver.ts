import { Arg, Ctx, FieldResolver, ID, Query, Resolver } from "type-graphql";
import type { AccessAction } from "../access/gate.js";
import { CloudAccess, CloudAccessAction } from "../model/cloud-access.js";
import type { GraphContext } from "./graph-context.js";

@Resolver(() => CloudAccess)
export class CloudAccessResolver {
  @Query(() => CloudAccess, {
    nullable: true,
    description:
      "Who the caller of this request is, and what it may do here. Asks no cloud. Null only behind a gateway that has lost this subgraph.",
  })
  cloudAccess(@Ctx() { gate }: GraphContext): CloudAccess {
    return { caller: gate.caller };
  }

  @FieldResolver(() => Boolean, {
    description:
      "Whether the caller may do this with anything in the account. False for an account that is not there, or that the caller may not read.",
  })
  can(
    @Arg("action", () => CloudAccessAction, { description: "What it is to be allowed to do." })
    action: CloudAccessAction,
    @Arg("accountId", () => ID, { description: "The account's id, as cloudAccounts tells it." }) accountId: string,
    @Ctx() { gate }: GraphContext,
  ): boolean {
    return gate.rightsTo(accountId).may(action.toLowerCase() as AccessAction);
  }
}
