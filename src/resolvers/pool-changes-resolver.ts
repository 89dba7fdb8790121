import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Info, Mutation, Resolver } from "type-graphql";
import { createPool } from "../changes/create-pool.js";
import { deletePool } from "../changes/delete-pool.js";
import { setPoolMembers } from "../changes/set-pool-members.js";
import { updatePool } from "../changes/update-pool.js";
import { CreatePoolPayload, DeletePoolPayload, SetPoolMembersPayload, UpdatePoolPayload } from "../model/payloads.js";
import { CreatePoolInput, DeletePoolInput, SetPoolMembersInput, UpdatePoolInput } from "../model/pool-inputs.js";
import type { GraphContext } from "./graph-context.js";
import { ofField } from "./own-key.js";

@Resolver()
export class PoolChangesResolver {
  @Mutation(() => CreatePoolPayload, {
    description: "Creates a pool, on clouds where pools are resources of their own.",
  })
  async createPool(
    @Arg("input", () => CreatePoolInput, { description: "The pool to create." }) input: CreatePoolInput,
    @Ctx() { changes, call, loaders }: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CreatePoolPayload> {
    return createPool(ofField(changes, info), call, input).finally(() => loaders.clear());
  }

  @Mutation(() => UpdatePoolPayload, { description: "Changes a pool. Omitted fields keep their values." })
  async updatePool(
    @Arg("input", () => UpdatePoolInput, { description: "The pool and its new values." }) input: UpdatePoolInput,
    @Ctx() { changes, call, loaders }: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<UpdatePoolPayload> {
    return updatePool(ofField(changes, info), call, input).finally(() => loaders.clear());
  }

  @Mutation(() => DeletePoolPayload, { description: "Deletes a pool." })
  async deletePool(
    @Arg("input", () => DeletePoolInput, { description: "The pool to delete." }) input: DeletePoolInput,
    @Ctx() { changes, call, loaders }: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DeletePoolPayload> {
    return deletePool(ofField(changes, info), call, input).finally(() => loaders.clear());
  }

  @Mutation(() => SetPoolMembersPayload, { description: "Replaces all members of a pool." })
  async setPoolMembers(
    @Arg("input", () => SetPoolMembersInput, { description: "The pool and its new members." })
    input: SetPoolMembersInput,
    @Ctx() { changes, call, loaders }: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SetPoolMembersPayload> {
    return setPoolMembers(ofField(changes, info), call, input).finally(() => loaders.clear());
  }
}
