import { Field, Int, ObjectType } from "type-graphql";
import { MAX_INT } from "./int32.js";

/** The lowest and highest port number. */
export const MIN_PORT = 1;
export const MAX_PORT = 65_535;

@ObjectType({
  simpleResolvers: true,
  description: "An inclusive range of ports; for a single port, fromPort equals toPort.",
})
export class PortRange {
  @Field(() => Int, { description: "First port of the range, 1 to 65535." })
  readonly fromPort: number;

  @Field(() => Int, { description: "Last port of the range, inclusive, 1 to 65535." })
  readonly toPort: number;

  constructor(fromPort: number, toPort: number = fromPort) {
    this.fromPort = fromPort;
    this.toPort = toPort;
  }

  @Field(() => Int, { simple: true, description: "The number of ports in the range: toPort - fromPort + 1." })
  get size(): number {
    return Math.min(this.toPort - this.fromPort + 1, MAX_INT);
  }
}

/** Two ports, both inclusive; the type that the functions below work on. */
export type Ports = Readonly<Pick<PortRange, "fromPort" | "toPort">>;

/** The same set of ports in the fewest ranges: sorted, with overlapping and adjacent ones merged. */
export function normalisePortRanges(ranges: readonly Ports[]): PortRange[] {
  const sorted = [...ranges].sort((a, b) => a.fromPort - b.fromPort || a.toPort - b.toPort);
  const joined: PortRange[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (last && range.fromPort <= last.toPort + 1) {
      joined[joined.length - 1] = new PortRange(last.fromPort, Math.max(last.toPort, range.toPort));
    } else joined.push(new PortRange(range.fromPort, range.toPort));
  }
  return joined;
}

/** The ports that both sets contain, normalised; empty when they are disjoint. */
export function overlapOfPortRanges(left: readonly Ports[], right: readonly Ports[]): PortRange[] {
  const shared: PortRange[] = [];
  for (const a of left) {
    for (const b of right) {
      const fromPort = Math.max(a.fromPort, b.fromPort);
      const toPort = Math.min(a.toPort, b.toPort);
      if (fromPort <= toPort) shared.push(new PortRange(fromPort, toPort));
    }
  }
  return normalisePortRanges(shared);
}

/** A range without the taken ports, normalised: the gaps between them. */
export function gapsBetween(taken: readonly Ports[], within: Ports): PortRange[] {
  const gaps: PortRange[] = [];
  let fromPort = within.fromPort;
  for (const range of normalisePortRanges(taken)) {
    const toPort = Math.min(range.fromPort - 1, within.toPort);
    if (fromPort <= toPort) gaps.push(new PortRange(fromPort, toPort));
    fromPort = Math.max(fromPort, range.toPort + 1);
  }
  if (fromPort <= within.toPort) gaps.push(new PortRange(fromPort, within.toPort));
  return gaps;
}

/** Whether any range contains the port. */
export function coversPort(ranges: readonly Ports[], port: number): boolean {
  return ranges.some((range) => range.fromPort <= port && port <= range.toPort);
}

/** Whether every port of `inner` is also in `outer`. */
export function coversPortRanges(outer: readonly Ports[], inner: readonly Ports[]): boolean {
  const joined = normalisePortRanges(outer);
  return inner.every((range) => joined.some((o) => o.fromPort <= range.fromPort && range.toPort <= o.toPort));
}

/** The number of distinct ports in the ranges. */
export function sizeOfPortRanges(ranges: readonly Ports[]): number {
  return normalisePortRanges(ranges).reduce((sum, range) => sum + range.size, 0);
}
