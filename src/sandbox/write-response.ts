import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "./faults.js";
import { mangled } from "./mangle.js";
import type { SandboxResponse } from "./sandbox-cloud.js";

/** A response as it will be written. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Statuses whose responses have no body and no content length. Source: RFC 9110, 15.3.5 and 15.4.5. */
const BODILESS = [204, 304];

function answerOf({ status, headers, body }: SandboxResponse, at: number): Answer {
  const isText = typeof body === "string";
  const text = isText ? body : body === undefined ? "" : JSON.stringify(body);
  const contentType = isText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
  const bytes = Buffer.from(text);
  return {
    status,
    headers: {
      ...(bytes.length > 0 ? { "content-type": contentType } : {}),
      date: new Date(at).toUTCString(),
      ...headers,
      ...(BODILESS.includes(status) ? {} : { "content-length": String(bytes.length) }),
    },
    body: bytes,
  };
}

/** The first half of a response, with a content length that makes it look complete. */
function halved(answer: Answer): Answer {
  const body = answer.body.subarray(0, answer.body.length >> 1);
  return { ...answer, headers: { ...answer.headers, "content-length": String(body.length) }, body };
}

/** Sends a response, subject to the faults that hit the request. Resolves when nothing more will be sent. */
export async function writeResponse(
  to: ServerResponse,
  response: SandboxResponse,
  faults: readonly Fault[],
  at: number,
): Promise<void> {
  const has = (kind: Fault["kind"]) => faults.some((fault) => fault.kind === kind);
  if (has("drop")) return void to.destroy();
  const whole = answerOf(has("mangle") ? mangled(response) : response, at);
  const answer = has("truncate") ? halved(whole) : whole;

  to.sendDate = false;
  to.writeHead(answer.status, answer.headers);
  const drip = faults.find((fault) => fault.kind === "drip");
  if (has("reset")) return breakInTheMiddle(to, answer.body);
  if (drip) return sendSlowly(to, answer.body, drip.ms);
  to.end(answer.body);
}

function breakInTheMiddle(to: ServerResponse, body: Buffer): Promise<void> {
  return new Promise((resolve) => {
    to.write(body.subarray(0, body.length >> 1), () => {
      to.socket?.resetAndDestroy();
      resolve();
    });
  });
}

async function sendSlowly(to: ServerResponse, body: Buffer, msPerByte: number): Promise<void> {
  to.flushHeaders();
  for (let index = 0; index < body.length && !to.destroyed; index += 1) {
    await delay(msPerByte);
    to.write(body.subarray(index, index + 1));
  }
  to.end();
}
