import { ProblemError, type ProblemFields } from "../../src/model/problem-error.js";
import { messageOf } from "../../src/providers/kit/unknown-refusals.js";
import type { CloudResponse } from "../../src/transport/cloud-client.js";
import { isObject, textIn } from "../../src/transport/shape.js";

type Row = Pick<ProblemFields, "code" | "retry" | "path">;

/** The meaning of the vendor's codes. */
const problems: Readonly<Record<string, Row>> = {
  BadKey: { code: "UNAUTHENTICATED" },
  NoSuchThing: { code: "NOT_FOUND" },
  NoSuchBalancer: { code: "NOT_FOUND", path: ["parentId"] },
  PortTaken: { code: "PORT_CONFLICT", path: ["portRanges"] },
  Slow: { code: "RATE_LIMITED", retry: "throttled" },
  Busy: { code: "PARENT_BUSY", retry: "busy" },
  Broken: { code: "PROVIDER_UNAVAILABLE", retry: "transient" },
};

/** A status decides only where there is no code, or an undocumented one. */
function rowByStatus(status: number): Row {
  if (status === 401) return { code: "UNAUTHENTICATED" };
  if (status === 403) return { code: "FORBIDDEN" };
  return status >= 500 ? { code: "PROVIDER_UNAVAILABLE", retry: "transient" } : { code: "PROVIDER_REJECTED" };
}

/** The problem of a response, or null for a success. */
export function problemIn(response: CloudResponse, provider: string): ProblemError | null {
  if (response.status < 300) return null;
  const { code, message } = isObject(response.json) ? response.json : {};
  const nativeCode = textIn(code) ?? undefined;
  const known = nativeCode !== undefined && Object.hasOwn(problems, nativeCode) ? problems[nativeCode] : undefined;
  return new ProblemError({
    ...(known ?? rowByStatus(response.status)),
    message: textIn(message) ?? messageOf(response),
    provider,
    nativeCode,
  });
}
