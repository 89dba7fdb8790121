import { Arg, Ctx, Resolver, Root, Subscription } from "type-graphql";
import type { Told } from "../loaders/watch/event-queue.js";
import { LISTENERS, POOLS } from "../loaders/watch/watch-plans.js";
import { watched } from "../loaders/watch/watched-list.js";
import { ListenerFilter, PoolFilter } from "../model/filters.js";
import { Listener } from "../model/listener.js";
import { Pool } from "../model/pool.js";
import type { Accounts } from "../providers/accounts.js";
import type { GraphContext } from "./graph-context.js";
import { valueIn } from "./last-words.js";
import { CloudCost } from "./list-directives.js";
import { requireFound } from "./require-ref.js";

const WHEN =
  "Events tell of what happens from the moment the stream stands; to know what there is, subscribe first and then read. There is an event when one appears, differs from before in anything that this graph shows of it other than `updatedAt`, or is gone.";
const GONE =
  "One that is gone comes a last time as it was last seen, with `status` DELETING and `nativeStatus` null; what is selected behind it cannot be read any more.";
const POLLED =
  "Clouds do not tell of changes, so they are asked again and again, once for all who watch the same: 2 seconds after the last difference, then less and less often, at most 30 seconds apart, and at once when a change of this graph has ended. States in between may stay unseen, and of a client that takes events slowly each object's newest is kept.";
const ERRORS =
  "An event that is null with an error tells that an account cannot be read at the moment, and the stream goes on; the last event before a stream ends says why.";
const FITS =
  "Which ones to watch. Default: all that the caller may read. The conditions are those of lists: an event comes when the one that it tells of fits, or did before; what no longer fits is reported once.";
const SIFTED =
  "Conditions that are read for separately (`addresses`, `memberAddress`, `hasUnhealthyMembers`, `isServing`) are asked of it as it is at the event; that they have begun or ceased to be met is no event of its own.";
const NARROW =
  "With `ids` or `urns` only those are read; with `parentId` only that load balancer's or accelerator's; otherwise the whole account each time.";

interface Given<F> {
  readonly filter?: F | null;
}

/** The rights are those of the event's moment. */
const readable = <T extends Listener | Pool>(thing: T, what: string, accounts: Accounts): T =>
  requireFound(accounts.has(thing.ref.accountId) ? thing : null, what);

@Resolver()
export class WatchResolver {
  @CloudCost()
  @Subscription(() => Listener, {
    nullable: true,
    description: `Listeners, whenever they change, whoever changes them. ${WHEN} ${GONE} ${POLLED} ${ERRORS}`,
    subscribe: ({ args, context }) =>
      watched(LISTENERS, (args as Given<ListenerFilter>).filter, context as GraphContext),
  })
  listenerChanged(
    @Root() told: Told<Listener>,
    @Arg("filter", () => ListenerFilter, { nullable: true, description: `${FITS} ${SIFTED} ${NARROW}` })
    _filter: ListenerFilter | null,
    @Ctx() { accounts }: GraphContext,
  ): Listener {
    return readable(valueIn(told), "listener", accounts);
  }

  @CloudCost()
  @Subscription(() => Pool, {
    nullable: true,
    description: `Pools, whenever they change, whoever changes them. ${WHEN} For pools that the filter names by \`ids\` or \`urns\`, their members with their health and the health monitor count as well; members of others are not watched. ${GONE} ${POLLED} ${ERRORS}`,
    subscribe: ({ args, context }) => watched(POOLS, (args as Given<PoolFilter>).filter, context as GraphContext),
  })
  poolChanged(
    @Root() told: Told<Pool>,
    @Arg("filter", () => PoolFilter, {
      nullable: true,
      description: `${FITS} ${SIFTED.replace(", `isServing`", "")} ${NARROW}`,
    })
    _filter: PoolFilter | null,
    @Ctx() { accounts }: GraphContext,
  ): Pool {
    return readable(valueIn(told), "pool", accounts);
  }
}
