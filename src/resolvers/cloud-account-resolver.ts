import { Ctx, Query, Resolver } from "type-graphql";
import { CloudAccount } from "../model/cloud-account.js";
import type { GraphContext } from "./graph-context.js";

@Resolver(() => CloudAccount)
export class CloudAccountResolver {
  @Query(() => [CloudAccount], {
    nullable: true,
    description:
      "The configured accounts with what each can do. Asks no cloud. Null only behind a gateway that has lost this subgraph.",
  })
  cloudAccounts(@Ctx() { accounts }: GraphContext): CloudAccount[] {
    return [...accounts.values()].map(({ account }) => account);
  }
}
