import { createHash } from "node:crypto";
import type { Caller } from "../access/caller.js";
import { matcher } from "../access/wildcards.js";
import { readManifests } from "../config/manifests.js";
import type { TrustedDocumentsConfig, TrustMode } from "../config/trusted-documents.js";
import type { Logger } from "./log.js";
import { Refusal } from "./refusal.js";

/** The parts of a request that name its document. */
export interface DocumentRequest {
  /** The query of the address, with its question mark; "" without. */
  readonly search: string;
  /** The body; undefined for requests without one. */
  readonly body: unknown;
}

export interface TrustedDocuments {
  /**
   * The request with its document's text in place of the document's id.
   * @throws Refusal for an unregistered id, and for a text when only registered ones run
   */
  resolve(request: DocumentRequest, caller: Caller): DocumentRequest;
}

interface Parameters {
  query?: unknown;
  documentId?: unknown;
  operationName?: unknown;
  extensions?: unknown;
}

const AS_THEY_COME: TrustedDocuments = { resolve: (request) => request };

/** Longer names are cut for the log: clients choose them. */
const LONGEST_NAME = 100;

/** Registered documents by `documentId` ("sha256:…"), as GraphQL over HTTP proposes, and by Apollo's persistedQuery. */
export function trustedDocuments(config: TrustedDocumentsConfig | undefined, log: Logger): TrustedDocuments {
  if (!config) return AS_THEY_COME;
  const documents = readManifests(config.manifests);
  const texts = new Set(documents.values());
  const modeOf = modes(config);

  /** The new parameters; null: they are unchanged. */
  function resolved(parameters: Parameters, caller: Caller): Parameters | null {
    const { documentId, extensions, ...others } = parameters;
    const { persistedQuery, ...otherExtensions } = (extensions ?? {}) as Record<string, { sha256Hash?: unknown }>;
    const id = documentId ?? persistedQuery?.sha256Hash;
    if (typeof id === "string") {
      const text = documents.get(id.replace(/^sha256:/, "")) ?? documents.get(id);
      if (text !== undefined) return { ...others, extensions: otherExtensions, query: text };
      if (documentId !== undefined)
        throw new Refusal(
          "document_unknown",
          `No document is registered under the id ${JSON.stringify(id.slice(0, 80))}.`,
        );
    }
    const text = parameters.query;
    if (typeof text === "string" && texts.has(text)) return null;
    const mode = modeOf(caller);
    if (mode === "off") return null;
    const hash = typeof text === "string" ? createHash("sha256").update(text).digest("hex") : null;
    if (mode === "enforce")
      throw new Refusal(
        "document_untrusted",
        `This graph runs only registered documents${hash ? `; this one's SHA-256 is ${hash}` : ""}. Add it to a manifest of server.trustedDocuments.`,
      );
    const operationName = String(parameters.operationName ?? "").slice(0, LONGEST_NAME);
    log.warn({ caller: caller.id, client: caller.client, operationName, hash }, "an unregistered document was run");
    return null;
  }

  return {
    resolve({ search, body }, caller) {
      if (body !== undefined) {
        if (typeof body !== "object" || body === null || Array.isArray(body)) return { search, body };
        return { search, body: resolved(body, caller) ?? body };
      }
      const parameters = new URLSearchParams(search);
      const extensions = parsed(parameters.get("extensions"));
      const asked = {
        ...Object.fromEntries([...parameters].filter(([name]) => name !== "extensions")),
        ...(extensions ? { extensions } : {}),
      };
      const found = resolved(asked, caller);
      if (!found) return { search, body };
      parameters.delete("documentId");
      parameters.delete("extensions");
      parameters.set("query", String(found.query));
      return { search: `?${parameters}`, body };
    },
  };
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    // Apollo Server reports that.
    return null;
  }
}

function modes({ mode, exceptions }: TrustedDocumentsConfig): (caller: Caller) => TrustMode {
  const read = exceptions.map((exception) => ({
    isCaller: matcher(exception.callers),
    isGroup: matcher(exception.groups),
    isClient: matcher(exception.clients),
    mode: exception.mode,
  }));
  return ({ id, groups, client }) =>
    read.find(
      ({ isCaller, isGroup, isClient }) =>
        isCaller(id) || groups.some(isGroup) || (client !== null && isClient(client)),
    )?.mode ?? mode;
}
