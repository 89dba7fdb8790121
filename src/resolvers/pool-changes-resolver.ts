import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { createPool } from "../changes/create-pool.js";
import { deletePool } from "../changes/delete-pool.js";
import { setPoolMembers } from "../changes/set-pool-members.js";
import { updatePool } from "../changes/update-pool.js";
import { CreatePoolPayload, DeletePoolPayload, SetPoolMembersPayload, UpdatePoolPayload } from "../model/payloads.js";
import { CreatePoolInput, DeletePoolInput, SetPoolMembersInput, UpdatePoolInput } from "../model/pool-inputs.js";
import type { GraphContext } from "./graph-context.js";

@Resolver()
export class PoolChangesResolver {
  @Mutation(() => CreatePoolPayload, { description: "Creates a pool, on clouds where pools are things of their own." })
  async createPool(
    @Arg("input", () => CreatePoolInput, { description: "The pool to create." }) input: CreatePoolInput,
    @Ctx() { changes, call, loaders }: GraphContext,
  ): Promise<CreatePoolPayload> {
    return createPool(changes, call, input).finally(() => loaders.clear());
  }

  @Mutation(() => UpdatePoolPayload, { description: "Changes a pool. What the input leaves out stays as it is." })
  async updatePool(
    @Arg("input", () => UpdatePoolInput, { description: "What to change." }) input: UpdatePoolInput,
    @Ctx() { changes, call, loaders }: GraphContext,
  ): Promise<UpdatePoolPayload> {
    return updatePool(changes, call, input).finally(() => loaders.clear());
  }

  @Mutation(() => DeletePoolPayload, { description: "Deletes a pool." })
  async deletePool(
    @Arg("input", () => DeletePoolInput, { description: "The pool to delete." }) input: DeletePoolInput,
    @Ctx() { changes, call, loaders }: GraphContext,
  ): Promise<DeletePoolPayload> {
    return deletePool(changes, call, input).finally(() => loaders.clear());
  }

  @Mutation(() => SetPoolMembersPayload, { description: "Replaces the whole set of members." })
  async setPoolMembers(
    @Arg("input", () => SetPoolMembersInput, { description: "The pool and its servers." }) input: SetPoolMembersInput,
    @Ctx() { changes, call, loaders }: GraphContext,
  ): Promise<SetPoolMembersPayload> {
    return setPoolMembers(changes, call, input).finally(() => loaders.clear());
  }
}
