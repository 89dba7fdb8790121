import type { Fields } from "../../../sandbox/fields.js";
import { invalid, overQuota } from "./errors.js";
import { description, name, tags, text } from "./fields.js";
import { gaResource } from "./resources.js";
import type { State } from "./state.js";

const QUOTA = 20;
export const FLAVOR_ID = "4b6bd0ad-6f3c-4a34-8f7d-3d1f0c2b1a90";

const fields = {
  name,
  description,
  ip_sets: {
    type: "list",
    of: {
      ip_type: { type: "text", oneOf: ["IPV4", "IPV6"], required: true },
      area: { type: "text", oneOf: ["OUTOFCM", "CM"], required: true },
    },
    least: 1,
    required: true,
    fixed: true,
  },
  enterprise_project_id: { ...text(36), required: true, fixed: true },
  tags: { ...tags, otherwise: [], fixed: true },
} as const satisfies Fields;

export const accelerators = gaResource({
  path: "accelerators",
  named: ["Accelerator", "Accelerators"],
  one: "accelerator",
  many: "accelerators",
  fields,
  entries: (state) => state.accelerators,
  filters: ["name", "enterprise_project_id"],
  show(_state, { value: { name, description, ip_sets, enterprise_project_id, flavor_id, tags } }) {
    return { name, description, ip_sets, enterprise_project_id, flavor_id, tags };
  },

  create(state, { ip_sets, tags, ...given }) {
    // IPv6 is only available together with IPv4. Source: create accelerator page.
    if (!ip_sets.some(({ ip_type }) => ip_type === "IPV4"))
      throw invalid("The parameter ip_sets must have IPV4 in it.");
    if (state.accelerators.count() >= QUOTA) throw overQuota("accelerators");
    return {
      ...given,
      ip_sets: ip_sets.map((set) => ({ ...set, ip_address: freeAddress(state, set.ip_type) })),
      flavor_id: FLAVOR_ID,
      tags: [...tags],
    };
  },

  userOf: (state, group) => (state.listeners.count({ group }) > 0 ? "listeners" : null),
});

function freeAddress(state: State, type: string): string {
  const taken = new Set(
    state.accelerators.all().flatMap(({ value }) => value.ip_sets.map(({ ip_address }) => ip_address)),
  );
  const numbers = Array.from({ length: QUOTA + 1 }, (_, index) => index + 1);
  const addresses = numbers.map((number) => (type === "IPV6" ? `2001:db8::${number}` : `198.51.100.${200 + number}`));
  return addresses.find((address) => !taken.has(address))!;
}
