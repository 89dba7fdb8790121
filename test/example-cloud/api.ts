import { type Resource, restCollection } from "../../src/providers/kit/rest-collection.js";
import { textIn } from "../../src/transport/shape.js";

/** The vendor's operations. A real cloud names the pages of its documentation here, as `Source: …`. */

export const LISTENERS: Resource = {
  noun: "Listener",
  nouns: "Listeners",
  path: "/listeners",
  one: "listener",
  many: "listeners",
};

export const LOAD_BALANCERS: Resource = {
  noun: "LoadBalancer",
  nouns: "LoadBalancers",
  path: "/load-balancers",
  one: "load_balancer",
  many: "load_balancers",
};

/** Lists come in the order of ids; `next` is the marker of the next page, null on the last one. */
export const { create, show, update, remove, listOf, listAll } = restCollection({
  isInOrderOfIds: true,
  prefix: "/v1",
  mostPerPage: 100,
  nextIn({ next }) {
    const marker = textIn(next);
    if (marker) return { marker };
    return next === null ? "last" : undefined;
  },
});
