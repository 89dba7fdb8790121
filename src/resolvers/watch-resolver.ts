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
  "The stream reports what happens after it begins; to know the present state, subscribe first and then read. An event is sent when one is created, when any field of it in this graph other than `updatedAt` changes, and when it is deleted.";
const GONE =
  "A deleted one is sent a last time as it was last seen, with `status` DELETING and `nativeStatus` null; objects selected below it can no longer be read.";
const POLLED =
  "Clouds do not report changes, so this server polls them, once for all who watch the same objects: 2 seconds after the last difference, then less and less often, at most 30 seconds apart, and at once when a change made through this graph ends. States between two reads may be missed, and a client that receives events slowly gets only the newest state of each object.";
const ERRORS =
  "An event that is null with an error means that an account cannot be read at the moment, and the stream continues; the last event before a stream ends says why.";
const FITS =
  "Which ones to watch. Default: all that the caller may read. The conditions are those of lists. An event is sent when the object matches, or matched before; one that no longer matches is sent a last time.";
const SIFTED =
  "Conditions on other objects (`addresses`, `memberAddress`, `hasUnhealthyMembers`, `isServing`) are checked when an event is due; a change in whether they are met does not cause an event.";
const NARROW =
  "With `ids` or `urns` only those are read; with `parentId` only those of that load balancer or accelerator; otherwise the whole account each time.";

interface Given<F> {
  readonly filter?: F | null;
}

/** The caller's rights are checked at each event. */
const readable = <T extends Listener | Pool>(thing: T, what: string, accounts: Accounts): T =>
  requireFound(accounts.has(thing.ref.accountId) ? thing : null, what);

@Resolver()
export class WatchResolver {
  @CloudCost()
  @Subscription(() => Listener, {
    nullable: true,
    description: `Sends a listener each time it changes, whoever changed it: this graph, the cloud's console or the cloud itself. ${WHEN} ${GONE} ${POLLED} ${ERRORS}`,
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
    description: `Sends a pool each time it changes, whoever changed it: this graph, the cloud's console or the cloud itself. ${WHEN} Changes to members, their health and the health monitor count only for pools that the filter names by \`ids\` or \`urns\`. ${GONE} ${POLLED} ${ERRORS}`,
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
