import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Info, Mutation, Resolver } from "type-graphql";
import { createListener } from "../changes/create-listener.js";
import { createListeners, MAX_CREATES } from "../changes/create-listeners.js";
import { deleteListener } from "../changes/delete-listener.js";
import { updateListener } from "../changes/update-listener.js";
import { CreateListenerInput, DeleteListenerInput, UpdateListenerInput } from "../model/listener-inputs.js";
import {
  CreateListenerPayload,
  CreateListenersPayload,
  DeleteListenerPayload,
  UpdateListenerPayload,
} from "../model/payloads.js";
import type { GraphContext } from "./graph-context.js";
import { ofField } from "./own-key.js";

@Resolver()
export class ListenerChangesResolver {
  @Mutation(() => CreateListenerPayload, {
    description: "Opens ports: creates a listener on a load balancer or accelerator.",
  })
  async createListener(
    @Arg("input", () => CreateListenerInput, { description: "The listener to create." }) input: CreateListenerInput,
    @Ctx() { changes, call, loaders }: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CreateListenerPayload> {
    return createListener(ofField(changes, info), call, input).finally(() => loaders.clear());
  }

  @Mutation(() => CreateListenersPayload, {
    description: "Many at once, across clouds; each cloud's own batch call is used where it has one.",
  })
  async createListeners(
    @Arg("inputs", () => [CreateListenerInput], { description: `The listeners to create, 1 to ${MAX_CREATES}.` })
    inputs: CreateListenerInput[],
    @Ctx() { changes, call, loaders }: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CreateListenersPayload> {
    const results = await createListeners(ofField(changes, info), call, inputs).finally(() => loaders.clear());
    return { results, requestIds: [...new Set(results.flatMap(({ requestIds }) => requestIds))] };
  }

  @Mutation(() => UpdateListenerPayload, {
    description: "Changes a listener. What the input leaves out stays as it is.",
  })
  async updateListener(
    @Arg("input", () => UpdateListenerInput, { description: "What to change." }) input: UpdateListenerInput,
    @Ctx() { changes, call, loaders }: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<UpdateListenerPayload> {
    return updateListener(ofField(changes, info), call, input).finally(() => loaders.clear());
  }

  @Mutation(() => DeleteListenerPayload, { description: "Closes ports: deletes a listener." })
  async deleteListener(
    @Arg("input", () => DeleteListenerInput, { description: "The listener to delete." }) input: DeleteListenerInput,
    @Ctx() { changes, call, loaders }: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DeleteListenerPayload> {
    return deleteListener(ofField(changes, info), call, input).finally(() => loaders.clear());
  }
}
