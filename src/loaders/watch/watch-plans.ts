import { goneListener, gonePool } from "../../inventory/watch/watched-kinds.js";
import { OF_LISTENER, OF_POOL } from "../../model/filter-conditions.js";
import { ListenerFilter, PoolFilter } from "../../model/filters.js";
import type { Listener } from "../../model/listener.js";
import type { Pool } from "../../model/pool.js";
import { listenerStages, poolStages, stageOfParent } from "../filter-stages.js";
import type { WatchPlan } from "./watched-list.js";

/** How listeners are watched. */
export const LISTENERS: WatchPlan<ListenerFilter, Listener> = {
  what: "listeners",
  filter: ListenerFilter,
  conditions: OF_LISTENER,
  stages: listenerStages,
  join: (watching, set, watcher) => watching.listeners(set, watcher),
  gone: goneListener,
};

/** How pools are watched. When the cloud does not report a pool's parent, it is read separately. */
export const POOLS: WatchPlan<PoolFilter, Pool> = {
  what: "pools",
  filter: PoolFilter,
  conditions: OF_POOL,
  stages: (filter, loaders, parent) => [
    ...(parent ? [stageOfParent(parent, loaders)] : []),
    ...poolStages(filter, loaders),
  ],
  join: (watching, set, watcher) => watching.pools(set, watcher),
  gone: gonePool,
};
