import type { PoolInDetailFragment, PoolMemberInput, ServerRulesFragment } from "../generated/graphql.js";
import { type FormProblem, fieldAt } from "../open-port/place-problems.js";
import { numberIn } from "../open-port/text-to-number.js";

type Member = PoolInDetailFragment["members"]["nodes"][number];

/** One server as typed. */
export interface DraftServer {
  /** Stays with the row when others are taken out. */
  readonly key: number;
  readonly address: string;
  readonly port: string;
  readonly weight: string;
  readonly targetId: string;
  /** The member that it was, for what the form does not show of it. */
  readonly was?: Member;
}

export type ServerField = "address" | "port" | "weight" | "targetId";

/** Which fields a server has, by what the cloud can do. */
export function serverFields({ unsupportedMemberFields, requiredMemberFields }: ServerRulesFragment): ServerField[] {
  const optional = (["port", "weight"] as const).filter((field) => !unsupportedMemberFields.includes(field));
  return ["address", ...optional, ...(requiredMemberFields.includes("targetId") ? ["targetId" as const] : [])];
}

export const emptyServer = (key: number): DraftServer => ({ key, address: "", port: "", weight: "", targetId: "" });

export const serversOf = (pool: PoolInDetailFragment | null): readonly DraftServer[] =>
  pool && pool.members.nodes.length > 0
    ? pool.members.nodes.map((was, key) => ({
        key,
        was,
        address: was.address,
        port: was.port === null ? "" : String(was.port),
        weight: was.weight === null ? "" : String(was.weight),
        targetId: was.targetId ?? "",
      }))
    : [emptyServer(0)];

/** The members for the graph, or what keeps them from being any. */
export function membersOf(
  servers: readonly DraftServer[],
  fields: readonly ServerField[],
): PoolMemberInput[] | { readonly problems: readonly FormProblem[] } {
  const problems: FormProblem[] = [];
  const numberAt = (index: number, field: "port" | "weight", text: string) => {
    const number = fields.includes(field) ? numberIn(text) : null;
    if (Number.isNaN(number))
      problems.push({ message: "This is a whole number.", path: ["input", "members", String(index), field] });
    return number ?? undefined;
  };
  const members = servers.map(({ address, port, weight, targetId, was }, index): PoolMemberInput => {
    // What the form does not show belongs to the address, and goes with it.
    const isSame = was?.address === address.trim();
    return {
      address: address.trim(),
      port: numberAt(index, "port", port),
      weight: numberAt(index, "weight", weight),
      targetId: (fields.includes("targetId") ? targetId.trim() : isSame && was?.targetId) || undefined,
      targetType: (isSame && was?.targetType) || undefined,
      subnetId: (isSame && was?.subnetId) || undefined,
    };
  });
  return problems.length > 0 ? { problems } : members;
}

/** The names of the form's rows, for problems that are about a server as a whole. */
export const rowNames = (servers: readonly DraftServer[]): string[] => [
  "members",
  ...servers.map((_, index) => fieldAt("members", index)),
];
