import { hash } from "node:crypto";
import type { Listener } from "../model/listener.js";
import type { ListenerParent } from "../model/listener-parent.js";
import type { HealthMonitor, Pool, PoolMember } from "../model/pool.js";
import { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { Listing } from "../providers/provider.js";
import type { PoolDigest } from "./sweep-pools.js";

/**
 * Digests of all that the rows of an object are made of (kept-objects.ts): the cloud's answer, and what was read around
 * it. While they stay, so do the rows, and nothing else is made of the answer. Null: a part could not be read.
 */

/** What the listeners and pools of a load balancer or accelerator take from it. */
export const faceOf = ({
  addresses,
  freeze,
  status,
}: Pick<ListenerParent, "addresses" | "freeze" | "status">): string => JSON.stringify([addresses, freeze, status]);

export function sourceOfParent(parent: ListenerParent, format: string): string {
  return digestOf([format, refIn(parent.ref), parent.native, parent.status, parent.addresses]);
}

export interface PoolParts {
  readonly digest: Pick<PoolDigest, "hasHealthyMember" | "hasUnhealthyMembers">;
  /** The pool's own, or else its listener's. */
  readonly parentRef: ResourceRef | null;
  /** Of its load balancer or accelerator; null: it is not known. */
  readonly face: string | null;
  readonly monitor: HealthMonitor | null | ProblemError;
  /** With their health. */
  readonly listing: Listing<PoolMember> | ProblemError;
}

/** Covers its members. */
export function sourceOfPool(pool: Pool, { digest, parentRef, face, monitor, listing }: PoolParts, format: string) {
  if (monitor instanceof ProblemError || listing instanceof ProblemError || listing.problems.length > 0) return null;
  const { ref, native, status, region } = pool;
  const own = [refIn(ref), refIn(pool.parentRef), refIn(parentRef), native, status, region];
  // A pool that was deleted meanwhile has no members either, but it is not known whether one is healthy.
  const health = [digest.hasHealthyMember, digest.hasUnhealthyMembers];
  return digestOf([format, own, face, monitor, health, listing.items.map(memberIn)]);
}

export interface ListenerParts {
  readonly face: string | null;
  readonly pools: Listing<Pool> | ProblemError;
  /** The sources of its pools, in their order. */
  readonly sources: readonly (string | null)[];
}

export function sourceOfListener(listener: Listener, { face, pools, sources }: ListenerParts, format: string) {
  if (pools instanceof ProblemError || pools.problems.length > 0 || sources.includes(null)) return null;
  const { ref, parentRef, native, status, region, frozen } = listener;
  const keys = pools.items.map((pool) => pool.ref.key);
  return digestOf([format, refIn(ref), refIn(parentRef), native, status, region, frozen, face, keys, sources]);
}

/** Characters of a digest: 132 bits. */
const DIGEST = 22;

const digestOf = (parts: readonly unknown[]): string =>
  hash("sha256", JSON.stringify(parts), "base64url").slice(0, DIGEST);

const refIn = (ref: ResourceRef | null) => ref && [ref.kind, ref.key, ref.hint];

const memberIn = (member: PoolMember) => [
  member.ref.key,
  member.nativeId,
  member.address,
  member.port,
  member.weight,
  member.health,
  member.targetType,
  member.targetId,
  member.subnetId,
];
