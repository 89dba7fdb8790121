import { isWeb, type ResourceStatus } from "../../model/enums.js";
import type { Listener } from "../../model/listener.js";
import type { ListenerParent } from "../../model/listener-parent.js";
import type { Pool, PoolMember } from "../../model/pool.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Listing } from "../provider.js";
import { whole } from "./listing.js";

/** Whether traffic reaches healthy members, by what was read, just now or earlier. */

/** Null: not known. */
export type Answer = boolean | null;

/** What is around a listener. Null: it is gone. Whatever could not be read rejects with a ProblemError. */
export interface Surroundings {
  parent(ref: ResourceRef): Promise<Pick<ListenerParent, "freeze" | "status"> | null>;
  pools(listener: Listener): Promise<Listing<Pool> | null>;
  hasHealthyMember(pool: Pool): Promise<Answer>;
}

/** Whether a resource carries traffic in this state. A change that is taking effect leaves it in service. */
const CARRIES: Readonly<Record<ResourceStatus, Answer>> = {
  CREATING: false,
  ACTIVE: true,
  UPDATING: true,
  DELETING: false,
  ERROR: false,
  UNKNOWN: null,
};

/** A single no is enough; an unknown leaves the answer open. */
function all(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

/** A single yes is enough. */
function any(answers: readonly Answer[]): Answer {
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}

/**
 * Whether a listener forwards traffic to at least one healthy member: neither it nor its parent is frozen or in a state
 * without traffic, and a pool that receives traffic has a member that passes its checks. Asks for no more than is needed
 * to know that it does not.
 *
 * @throws ProblemError when it cannot be known because something could not be read
 */
export async function isServingAmong(listener: Listener, around: Surroundings): Promise<Answer> {
  const own = CARRIES[listener.status];
  if (own === false || listener.frozen?.isFrozen) return false;
  const [above, below] = await Promise.allSettled([isReached(listener, around), isAnswered(listener, around)]);
  if (isNo(above) || isNo(below)) return false;
  return all([own, told(above), told(below)]);
}

const isNo = (outcome: PromiseSettledResult<Answer>): boolean =>
  outcome.status === "fulfilled" && outcome.value === false;

function told(outcome: PromiseSettledResult<Answer>): Answer {
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}

async function isReached({ parentRef }: Listener, around: Surroundings): Promise<Answer> {
  const parent = parentRef && (await around.parent(parentRef));
  if (!parent || parent.freeze?.isFrozen) return parent ? false : null;
  return CARRIES[parent.status];
}

async function isAnswered(listener: Listener, around: Surroundings): Promise<Answer> {
  const listing = await around.pools(listener);
  if (!listing) return null;
  const answers = await Promise.allSettled(listing.items.map((pool) => around.hasHealthyMember(pool)));
  if (answers.some((answer) => answer.status === "fulfilled" && answer.value === true)) return true;
  const known = answers.map(told);
  // Requests may also be redirected or answered by rules without a pool, which this graph does not see.
  if (whole(listing).length === 0 && isWeb(listener.protocol)) return null;
  return any(known);
}

/**
 * Whether a pool receives traffic and one of its members passes its checks.
 * @param members reads them with their health; null: the pool is gone
 * @throws ProblemError when it cannot be known because something could not be read
 */
export async function hasHealthyMember(
  { trafficPercentage }: Pick<Pool, "trafficPercentage">,
  members: () => Promise<Listing<Pick<PoolMember, "health">> | null>,
): Promise<Answer> {
  if (trafficPercentage === 0) return false;
  const listing = await members();
  if (!listing) return null;
  const healths = listing.items.map(({ health }) => health);
  if (healths.includes("HEALTHY")) return true;
  whole(listing);
  return healths.includes("UNMONITORED") || healths.includes("UNKNOWN") ? null : false;
}
