import type {
  BalancingAlgorithm,
  ClientAffinity,
  CreateListenerInput,
  ListenerProtocol,
} from "../generated/graphql.js";
import type { FormProblem } from "./place-problems.js";
import { numberIn } from "./text-to-number.js";
import type { ParentChoice } from "./use-parents.js";

export type Capabilities = ParentChoice["account"]["capabilities"];

export interface DraftRange {
  /** Stays with the row when others are taken out. */
  readonly key: number;
  readonly from: string;
  readonly to: string;
}

/** The form as typed. */
export interface Draft {
  readonly parentId: string;
  readonly protocol: ListenerProtocol | "";
  readonly ranges: readonly DraftRange[];
  readonly name: string;
  readonly description: string;
  readonly algorithm: BalancingAlgorithm | "";
  readonly clientAffinity: ClientAffinity | "";
  readonly certificateIds: string;
}

export const EMPTY_DRAFT: Draft = {
  parentId: "",
  protocol: "",
  ranges: [{ key: 0, from: "", to: "" }],
  name: "",
  description: "",
  algorithm: "",
  clientAffinity: "",
  certificateIds: "",
};

/** Which fields the form has, by what the parent's cloud can do. Nothing here knows a cloud. */
export interface FormShape {
  readonly protocols: readonly ListenerProtocol[];
  readonly maxRanges: number;
  readonly allowsSpans: boolean;
  readonly algorithms: readonly BalancingAlgorithm[];
  readonly affinities: readonly ClientAffinity[];
  readonly needsName: boolean;
  readonly hasDescription: boolean;
  readonly asksForCertificates: boolean;
}

export function shapeOf(capabilities: Capabilities, protocol: Draft["protocol"]): FormShape {
  const has = (field: keyof CreateListenerInput) => !capabilities.unsupportedListenerFields.includes(field);
  // Web protocols take one port on every cloud; the graph's manual says so.
  const isWeb = protocol === "HTTP" || protocol === "HTTPS";
  return {
    protocols: capabilities.protocols,
    maxRanges: isWeb ? 1 : capabilities.maxPortRanges,
    allowsSpans: !isWeb && capabilities.allowsPortSpans,
    algorithms: has("algorithm") ? capabilities.algorithms : [],
    affinities: has("clientAffinity") ? capabilities.clientAffinities : [],
    needsName: capabilities.requiredListenerFields.includes("name"),
    hasDescription: has("description"),
    asksForCertificates: protocol === "HTTPS" && has("tls"),
  };
}

/** The draft with the choices taken back that the shape does not have. */
export function fitted(draft: Draft, capabilities: Capabilities): Draft {
  const protocol = draft.protocol && capabilities.protocols.includes(draft.protocol) ? draft.protocol : "";
  const shape = shapeOf(capabilities, protocol);
  return {
    ...draft,
    protocol,
    ranges: draft.ranges.slice(0, shape.maxRanges).map((range) => (shape.allowsSpans ? range : { ...range, to: "" })),
    algorithm: draft.algorithm && shape.algorithms.includes(draft.algorithm) ? draft.algorithm : "",
    clientAffinity: draft.clientAffinity && shape.affinities.includes(draft.clientAffinity) ? draft.clientAffinity : "",
  };
}

/**
 * The graph's input, or what keeps the form from being one: texts that are no numbers, and choices not made. Everything
 * else is for the graph to judge, which tells of all mistakes at once.
 */
export function inputOf(draft: Draft, shape: FormShape): CreateListenerInput | readonly FormProblem[] {
  const problems: FormProblem[] = [];
  const wrong = (message: string, ...path: string[]) => void problems.push({ message, path: ["input", ...path] });
  const { protocol } = draft;
  if (!protocol) wrong("Choose a protocol.", "protocol");
  const portRanges = draft.ranges.map(({ from, to }, index) => {
    const at = (field: string) => ["portRanges", String(index), field];
    const [fromPort, toPort] = [numberIn(from), numberIn(to)];
    if (fromPort === null) wrong("Type a port.", ...at("fromPort"));
    if (Number.isNaN(fromPort)) wrong("A port is a whole number.", ...at("fromPort"));
    if (Number.isNaN(toPort)) wrong("A port is a whole number.", ...at("toPort"));
    return { fromPort: fromPort ?? 0, toPort };
  });
  if (problems.length > 0 || !protocol) return problems;
  const certificateIds = draft.certificateIds.split(/[\s,]+/).filter(Boolean);
  return {
    parentId: draft.parentId,
    protocol,
    portRanges,
    name: draft.name.trim() || null,
    description: (shape.hasDescription && draft.description.trim()) || null,
    algorithm: draft.algorithm || null,
    clientAffinity: draft.clientAffinity || null,
    tls: shape.asksForCertificates ? { certificateIds } : null,
  };
}
