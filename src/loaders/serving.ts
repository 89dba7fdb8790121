import { isWeb, type ResourceStatus } from "../model/enums.js";
import type { Listener } from "../model/listener.js";
import type { FreezeInfo } from "../model/listener-parts.js";
import type { Pool } from "../model/pool.js";
import { whole } from "../providers/kit/listing.js";
import { membersWithHealth } from "./member-health.js";
import type { RequestLoaders } from "./request-loaders.js";

type Loaders = Pick<RequestLoaders, "parent" | "poolsOfListener" | "membersOfPool" | "healthOfPool">;

/** Null: not known. */
type Answer = boolean | null;

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
 * Whether a listener is out of service by itself or with its parent.
 * @throws ProblemError when the parent could not be read
 */
export async function freezeOf(listener: Listener, { parent }: Pick<Loaders, "parent">): Promise<FreezeInfo | null> {
  if (listener.frozen) return listener.frozen;
  return (listener.parentRef && (await parent.load(listener.parentRef)))?.freeze ?? null;
}

/**
 * Whether a listener forwards traffic to at least one healthy member: neither it nor its parent is frozen or in a state
 * without traffic, and a pool that receives traffic has a member that passes its checks. Reads no more than is needed
 * to know that it does not.
 *
 * @throws ProblemError when it cannot be known because something could not be read
 */
export async function isServing(listener: Listener, loaders: Loaders): Promise<Answer> {
  const own = CARRIES[listener.status];
  if (own === false || listener.frozen?.isFrozen) return false;
  const [above, below] = await Promise.allSettled([isReached(listener, loaders), isAnswered(listener, loaders)]);
  if (isNo(above) || isNo(below)) return false;
  return all([own, told(above), told(below)]);
}

const isNo = (outcome: PromiseSettledResult<Answer>): boolean =>
  outcome.status === "fulfilled" && outcome.value === false;

function told(outcome: PromiseSettledResult<Answer>): Answer {
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}

async function isReached(listener: Listener, loaders: Loaders): Promise<Answer> {
  const parent = listener.parentRef && (await loaders.parent.load(listener.parentRef));
  if (!parent || parent.freeze?.isFrozen) return parent ? false : null;
  return CARRIES[parent.status];
}

async function isAnswered(listener: Listener, loaders: Loaders): Promise<Answer> {
  const listing = await loaders.poolsOfListener.load(listener);
  if (!listing) return null;
  const answers = await Promise.allSettled(listing.items.map((pool) => hasHealthyMember(pool, loaders)));
  if (answers.some((answer) => answer.status === "fulfilled" && answer.value === true)) return true;
  const known = answers.map(told);
  // Requests may also be redirected or answered by rules without a pool, which this graph does not see.
  if (whole(listing).length === 0 && isWeb(listener.protocol)) return null;
  return any(known);
}

async function hasHealthyMember(pool: Pool, loaders: Loaders): Promise<Answer> {
  if (pool.trafficPercentage === 0) return false;
  const listing = await membersWithHealth(pool, loaders);
  if (!listing) return null;
  const healths = listing.items.map(({ health }) => health);
  if (healths.includes("HEALTHY")) return true;
  whole(listing);
  return healths.includes("UNMONITORED") || healths.includes("UNKNOWN") ? null : false;
}
