import { parsePairs } from "../../../sandbox/signatures/parameters.js";
import type { ReceivedRequest } from "../../../sandbox/signatures/received-request.js";
import type { Format } from "./answers.js";

const isForm = ({ headers }: ReceivedRequest) =>
  /^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "");

/** Whether the request is signed by method V3, whose parts are headers; otherwise they are parameters. */
export const isV3 = ({ headers }: ReceivedRequest) => headers.authorization !== undefined;

/** The parameters of the query and of a form body, read together. */
export function parametersIn(request: ReceivedRequest): ReadonlyMap<string, string> {
  const form = isForm(request) ? request.body.toString("utf8") : "";
  return new Map([...(parsePairs(request.query) ?? []), ...(parsePairs(form) ?? [])]);
}

export function actionIn(request: ReceivedRequest): string {
  return (isV3(request) ? request.headers["x-acs-action"] : parametersIn(request).get("Action")) ?? "";
}

export function versionIn(request: ReceivedRequest): string {
  return (isV3(request) ? request.headers["x-acs-version"] : parametersIn(request).get("Version")) ?? "";
}

/** JSON unless XML is asked for. */
export function formatIn(request: ReceivedRequest): Format {
  return parametersIn(request).get("Format")?.toUpperCase() === "XML" ? "XML" : "JSON";
}
