import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { actionsOn } from "../access/gate.js";
import { CloudAccessAction } from "../model/cloud-access.js";
import { CloudAccount } from "../model/cloud-account.js";
import type { GraphContext } from "./graph-context.js";

@Resolver(() => CloudAccount)
export class CloudAccountResolver {
  @Query(() => [CloudAccount], {
    nullable: true,
    description:
      "The configured accounts and what each can do. Calls no cloud. Null only behind a gateway that cannot reach this subgraph.",
  })
  cloudAccounts(@Ctx() { accounts }: GraphContext): CloudAccount[] {
    return [...accounts.values()].map(({ account }) => account);
  }

  @FieldResolver(() => [CloudAccessAction], {
    description:
      "What the caller of this request may do with the account, so that a front end can hide what would be refused. Grants can be narrower, for example for single ports; a change outside of them is refused with ACCESS_DENIED.",
  })
  viewerCan(@Root() account: CloudAccount, @Ctx() { gate }: GraphContext): CloudAccessAction[] {
    return actionsOn(gate, account.id).map((action) => action.toUpperCase() as CloudAccessAction);
  }
}
