import { badRequest } from "./answers.js";
import {
  type FieldSpecs,
  flag,
  object,
  oneOf,
  orNull,
  post,
  required,
  text,
  texts,
  uuid,
  wholeNumber,
} from "./field-checks.js";
import type { Fields } from "./request.js";

/** Source: create and update listener pages. */
export const SPECS: FieldSpecs = {
  name: text(255),
  description: text(255),
  protocol: required(oneOf(["TCP", "HTTP", "UDP", "TERMINATED_HTTPS"], post)),
  protocol_port: required(wholeNumber(1, 65_535, post)),
  loadbalancer_id: required(uuid(post)),
  default_pool_id: orNull(uuid()),
  connection_limit: oneOf([-1], post),
  admin_state_up: flag(),
  http2_enable: flag(),
  default_tls_container_ref: orNull(text(128)),
  client_ca_tls_container_ref: orNull(text(128)),
  sni_container_refs: orNull(texts(128)),
  tls_ciphers_policy: orNull(oneOf(["tls-1-0-inherit", "tls-1-0", "tls-1-1", "tls-1-2", "tls-1-2-strict"])),
  insert_headers: orNull(object()),
};

const HEADERS: Readonly<Record<string, boolean>> = { "X-Forwarded-ELB-IP": false, "X-Forwarded-Host": true };

export function isHttps(protocol: unknown): boolean {
  return protocol === "TERMINATED_HTTPS";
}

export function isWeb(protocol: unknown): boolean {
  return protocol === "HTTP" || isHttps(protocol);
}

/** Replaced as a whole: a header that is left out has its default. Null for layer 4. */
export function headersFrom(given: unknown, protocol: unknown): Readonly<Record<string, boolean>> | null {
  if (!isWeb(protocol)) return null;
  const headers = (given ?? {}) as Fields;
  for (const [name, value] of Object.entries(headers)) {
    if (!Object.hasOwn(HEADERS, name)) throw badRequest(`Unrecognized attribute(s) '${name}'`);
    if (typeof value !== "boolean") throw badRequest(`Invalid input for ${name}. Reason: not a valid boolean value.`);
  }
  return { ...HEADERS, ...(headers as Readonly<Record<string, boolean>>) };
}
