import { identity, integer, moment, needed, objects, type Read, shape, text } from "../../src/transport/shape.js";

/** What the cloud calls each field, and how it is read. */

export const readLoadBalancer = shape("load balancer", "id", {
  id: identity("id"),
  name: text("name"),
  address: text("address"),
});

export const readListener = shape("listener", "id", {
  id: identity("id"),
  loadBalancerId: identity("load_balancer_id"),
  name: text("name"),
  protocol: text("protocol"),
  port: needed(integer("port")),
  team: text("team"),
  createdAt: moment("created_at"),
  /** For {@link readMember}, so that one that cannot be read hides no other. */
  members: objects("members"),
});

/** The load balancer of a listener, alone. */
export const readLoadBalancerId = shape("listener", "id", { loadBalancerId: identity("load_balancer_id") });

export const readMember = shape("member", "address", {
  address: needed(text("address")),
  port: integer("port"),
  weight: integer("weight"),
});

export type WireLoadBalancer = Read<typeof readLoadBalancer>;
export type WireListener = Read<typeof readListener>;
export type WireMember = Read<typeof readMember>;
