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
    description: "Creates a listener on a load balancer or accelerator, which opens ports.",
  })
  async createListener(
    @Arg("input", () => CreateListenerInput, { description: "The listener to create." }) input: CreateListenerInput,
    @Ctx() { changes, call, loaders }: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CreateListenerPayload> {
    return createListener(ofField(changes, info), call, input).finally(() => loaders.clear());
  }

  @Mutation(() => CreateListenersPayload, {
    description:
      "Creates up to 200 listeners at once, on one or several clouds; uses a cloud's own batch call if it has one.",
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
    description: "Changes a listener. Omitted fields keep their values.",
  })
  async updateListener(
    @Arg("input", () => UpdateListenerInput, { description: "The listener and its new values." })
    input: UpdateListenerInput,
    @Ctx() { changes, call, loaders }: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<UpdateListenerPayload> {
    return updateListener(ofField(changes, info), call, input).finally(() => loaders.clear());
  }

  @Mutation(() => DeleteListenerPayload, { description: "Deletes a listener, which closes its ports." })
  async deleteListener(
    @Arg("input", () => DeleteListenerInput, { description: "The listener to delete." }) input: DeleteListenerInput,
    @Ctx() { changes, call, loaders }: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DeleteListenerPayload> {
    return deleteListener(ofField(changes, info), call, input).finally(() => loaders.clear());
  }
}
