import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { cancelCloudChange } from "../changes/cancel-cloud-change.js";
import { recheckCloudChange } from "../changes/recheck-cloud-change.js";
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
import type { GraphContext } from "./graph-context.js";
import { AFTER, CloudCost, entries, ListSize, PAGE, UsualSize } from "./list-directives.js";
import { changeIdIn } from "./names.js";
import { requireFound } from "./require-ref.js";

@Resolver(() => CloudChange)
export class CloudChangeResolver {
  @Query(() => CloudChange, {
    nullable: true,
    description:
      "One change by its id, to follow it or to look it up: the caller's own, and any of an account that it may audit. Null with an error that has a code when it cannot be had. Asks no cloud.",
  })
  async cloudChange(
    @Arg("id", () => ID, { description: "The change's id, as this graph gave it out." }) id: string,
    @Ctx() { history }: GraphContext,
  ): Promise<CloudChange> {
    return requireFound(await history.change(changeIdIn(id, ["id"])), "change");
  }

  @Query(() => CloudChangeConnection, {
    nullable: true,
    description:
      "Who changed what, newest first, over all accounts that the caller may audit; of others nothing is told. Null only where the arguments are wrong or the record cannot be read, with an error that says how. Asks no cloud.",
  })
  @ListSize()
  cloudChanges(
    @Arg("filter", () => CloudChangeFilter, { nullable: true, description: "Which ones; left out, all." })
    filter: CloudChangeFilter | null,
    @Arg("first", () => Int, entries(PAGE)) first: number | null,
    @Arg("after", () => String, { nullable: true, description: AFTER }) after: string | null,
    @Ctx() { history }: GraphContext,
  ): Promise<CloudChangeConnection> {
    return history.list(filter, { first: first ?? PAGE, after });
  }

  @Mutation(() => CancelCloudChangePayload, {
    description: "Takes a change back that is QUEUED: nothing was sent for it, and nothing will be.",
  })
  cancelCloudChange(
    @Arg("input", () => CancelCloudChangeInput, { description: "Which change." }) input: CancelCloudChangeInput,
    @Ctx() { changes, call }: GraphContext,
  ): Promise<CancelCloudChangePayload> {
    return cancelCloudChange(changes, call, input);
  }

  @Mutation(() => RecheckCloudChangePayload, {
    description:
      "Looks again what became of a change that is OUTCOME_UNKNOWN. Nothing is sent twice that may have been done. A change in another state is answered as it is.",
  })
  recheckCloudChange(
    @Arg("input", () => RecheckCloudChangeInput, { description: "Which change." }) input: RecheckCloudChangeInput,
    @Ctx() { changes, call, loaders }: GraphContext,
  ): Promise<RecheckCloudChangePayload> {
    return recheckCloudChange(changes, call, input).finally(() => loaders.clear());
  }

  @CloudCost()
  @FieldResolver(() => ChangeTarget, {
    nullable: true,
    description: "The listener or pool as it is now; null when it is gone, or not made.",
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
      "The load balancer or accelerator that it is made on, as it is now; null when it is gone, or was not known.",
  })
  parent(@Root() { parentUrn }: CloudChange, @Ctx() { loaders }: GraphContext): Promise<ListenerParent | null> | null {
    const ref = parseUrn(parentUrn);
    return ref && (ref.kind === "load-balancer" || ref.kind === "accelerator") ? loaders.parent.load(ref) : null;
  }

  @UsualSize(5)
  @FieldResolver(() => [ChangeStep], {
    description: "What was sent to the cloud for it, in order; reads are not among them. Empty when nothing was.",
  })
  steps(@Root() { id }: CloudChange, @Ctx() { history }: GraphContext): Promise<readonly ChangeStep[]> {
    return history.steps(id);
  }
}
