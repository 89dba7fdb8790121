import type { IncomingMessage } from "node:http";

/** A request body that is not taken. */
export class BodyError extends Error {
  constructor(
    readonly status: 400 | 413,
    message: string,
  ) {
    super(message);
  }
}

/** Reads a JSON body of at most `maxBytes` bytes; undefined when there is none. @throws BodyError */
export async function readJsonBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const body = await readBody(request, maxBytes);
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new BodyError(400, "The request body is not JSON.");
  }
}

/** By its events: an iterator over the chunks costs more than everything else of a small body. */
function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else reject(new BodyError(413, `The request is larger than ${maxBytes} bytes.`));
    });
    request.once("end", () => resolve(Buffer.concat(chunks)));
    // The client has gone before its body was whole.
    request.once("error", reject);
  });
}
