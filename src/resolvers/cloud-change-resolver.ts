import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { cancelCloudChange } from "../changes/cancel-cloud-change.js";
import { recheckCloudChange } from "../changes/recheck-cloud-change.js";
import type { Told } from "../loaders/watch/event-queue.js";
import { ChangeStep, ChangeTarget, CloudChange } from "../model/cloud-change.js";
import {
  CancelCloudChangeInput,
  CancelCloudChangePayload,
  CloudChangeConnection,
  CloudChangeFilter,
  RecheckCloudChangeInput,
  RecheckCloudChangePayload,
} from "../model/cloud-change-list.js";
import type { Listener } from "../model/listener.js";
import { ListenerParent } from "../model/listener-parent.js";
import type { Pool } from "../model/pool.js";
import { parseUrn } from "../model/resource-ref.js";
import type { ChangeRecord } from "../store/change-record.js";
import type { GraphContext } from "./graph-context.js";
import { valueIn, withLastWords } from "./last-words.js";
import { AFTER, CloudCost, entries, ListSize, PAGE, UsualSize } from "./list-directives.js";
import { changeIdIn } from "./names.js";
import { requireFound } from "./require-ref.js";

@Resolver(() => CloudChange)
export class CloudChangeResolver {
  @Query(() => CloudChange, {
    nullable: true,
    description:
      "One change by its id, to follow it or to look it up: the caller's own changes, and any change in an account that the caller may audit. Null, with an error that has a code, when there is no such change or the record cannot be read. Calls no cloud.",
  })
  async cloudChange(
    @Arg("id", () => ID, { description: "The change's id, as this graph returned it." }) id: string,
    @Ctx() { history }: GraphContext,
  ): Promise<CloudChange> {
    return requireFound(await history.change(changeIdIn(id, ["id"])), "change");
  }

  @Query(() => CloudChangeConnection, {
    nullable: true,
    description:
      "Who changed what, newest first, in all accounts that the caller may audit; other accounts are left out. Null only when the arguments are invalid or the record cannot be read, with an error that says which. Calls no cloud.",
  })
  @ListSize()
  cloudChanges(
    @Arg("filter", () => CloudChangeFilter, { nullable: true, description: "Which changes to list. Default: all." })
    filter: CloudChangeFilter | null,
    @Arg("first", () => Int, entries(PAGE)) first: number | null,
    @Arg("after", () => String, { nullable: true, description: AFTER }) after: string | null,
    @Ctx() { history }: GraphContext,
  ): Promise<CloudChangeConnection> {
    return history.list(filter, { first: first ?? PAGE, after });
  }

  @Subscription(() => CloudChange, {
    nullable: true,
    description:
      "One change, to follow it while it is made. The first event is the change as it is now; further ones come when its state changes and when a request that it sends is recorded or answered (`steps`). The stream ends after the event with its end; a change that has ended already is a single event. Who may see which change is as for `cloudChange`: for others, and when there is no such change, the only event is an error with a code. A change that `recheckCloudChange` looks up again is followed by a new subscription. Calls no cloud, except for `target` and `parent`.",
    subscribe: async ({ args, context }) => {
      const { history } = context as GraphContext;
      return withLastWords(
        requireFound(await history.progress(changeIdIn((args as { id: string }).id, ["id"])), "change"),
      );
    },
  })
  cloudChangeProgressed(
    @Root() told: Told<ChangeRecord>,
    @Arg("id", () => ID, { description: "The change's id, as this graph returned it." }) _id: string,
    @Ctx() { history }: GraphContext,
  ): CloudChange {
    return requireFound(history.shown(valueIn(told)), "change");
  }

  @Mutation(() => CancelCloudChangePayload, {
    description: "Cancels a change in state QUEUED: nothing has been sent for it, and nothing will be.",
  })
  cancelCloudChange(
    @Arg("input", () => CancelCloudChangeInput, { description: "The change to cancel." })
    input: CancelCloudChangeInput,
    @Ctx() { changes, call }: GraphContext,
  ): Promise<CancelCloudChangePayload> {
    return cancelCloudChange(changes, call, input);
  }

  @Mutation(() => RecheckCloudChangePayload, {
    description:
      "Looks up again what became of a change in state OUTCOME_UNKNOWN. Nothing that may have been done is sent twice. A change in any other state is returned unchanged.",
  })
  recheckCloudChange(
    @Arg("input", () => RecheckCloudChangeInput, { description: "The change to look up again." })
    input: RecheckCloudChangeInput,
    @Ctx() { changes, call, loaders }: GraphContext,
  ): Promise<RecheckCloudChangePayload> {
    return recheckCloudChange(changes, call, input).finally(() => loaders.clear());
  }

  @CloudCost()
  @FieldResolver(() => ChangeTarget, {
    nullable: true,
    description: "The listener or pool as it is now; null when it is gone, or was never created.",
  })
  async target(
    @Root() { targetUrn, action, state }: CloudChange,
    @Ctx() { loaders }: GraphContext,
  ): Promise<Listener | Pool | null> {
    const ref = targetUrn === null ? null : parseUrn(targetUrn);
    const isDeleted = action.startsWith("DELETE_") && state === "SUCCEEDED";
    if (!ref || isDeleted) return null;
    return ref.kind === "pool" ? loaders.pool.load(ref) : loaders.listener.load(ref);
  }

  @CloudCost()
  @FieldResolver(() => ListenerParent, {
    nullable: true,
    description:
      "The load balancer or accelerator of the change, as it is now; null when it is gone, or was never known.",
  })
  parent(@Root() { parentUrn }: CloudChange, @Ctx() { loaders }: GraphContext): Promise<ListenerParent | null> | null {
    const ref = parseUrn(parentUrn);
    return ref && (ref.kind === "load-balancer" || ref.kind === "accelerator") ? loaders.parent.load(ref) : null;
  }

  @UsualSize(5)
  @FieldResolver(() => [ChangeStep], {
    description:
      "The requests that were sent to the cloud for the change, in order; reads are not listed. Empty when none was sent.",
  })
  steps(@Root() { id }: CloudChange, @Ctx() { history }: GraphContext): Promise<readonly ChangeStep[]> {
    return history.steps(id);
  }
}
