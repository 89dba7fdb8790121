import type { QueryValue } from "../../transport/cloud-client.js";

/** Parameters of one call as an object; lists and objects are written out by {@link flatten}. Undefined is not sent. */
export type Parameters = { readonly [name: string]: ParameterValue };
type ParameterValue = string | number | boolean | undefined | Parameters | readonly ParameterValue[];

/**
 * Parameters in the flat form of the RPC style: PortRanges.1.FromPort counts from 1, XForwardedForConfig.XRealIpEnabled
 * names a member. An empty list leaves no trace, so it cannot be told from one that is left out.
 */
export function flatten(parameters: Parameters): Record<string, QueryValue> {
  const flat: Record<string, QueryValue> = {};
  for (const [name, value] of Object.entries(parameters)) write(flat, name, value);
  return flat;
}

function write(flat: Record<string, QueryValue>, name: string, value: ParameterValue): void {
  if (value === undefined) return;
  if (typeof value !== "object") flat[name] = String(value);
  else if (isList(value)) for (const [index, item] of value.entries()) write(flat, `${name}.${index + 1}`, item);
  else for (const [member, item] of Object.entries(value)) write(flat, `${name}.${member}`, item);
}

function isList(value: object): value is readonly ParameterValue[] {
  return Array.isArray(value);
}
