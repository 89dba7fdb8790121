import { type GraphQLRequestContextResponseForOperation, type GraphQLResponse, HeaderMap } from "@apollo/server";
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getVariableValues,
  Source,
} from "graphql";
import type { CompiledQuery } from "graphql-jit";
import { LRUCache } from "lru-cache";
import { formattedExecutionError } from "./errors.js";
import { expandedSelections } from "./limits/document-size.js";
import type { OperationContext } from "./operation-context.js";
import type { RequestPart } from "./request-hooks.js";

/** The most documents whose compiled form is kept. */
const KEPT_DOCUMENTS = 200;

/** Apollo Server only reads it. */
const NO_HEAD = { headers: new HeaderMap() };

interface Known {
  runs: number;
  compiled?: CompiledQuery;
  isUncompilable?: boolean;
}

interface Asked {
  readonly queryHash: string;
  readonly operationName: string | null;
  readonly document: DocumentNode;
}

export interface CompiledDocumentsOptions {
  readonly schema: GraphQLSchema;
  /** How often graphql-js runs a document before it is compiled. */
  readonly plainRuns: number;
  /** Expanded selections beyond which a document is never compiled: compiling blocks everyone else. */
  readonly mostSelections: number;
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
}

/**
 * Runs repeated documents as compiled code; all others, and all with invalid variables, are left to Apollo Server and
 * graphql-js. (Apollo's gateway hook would do as well, but what it passes to an executor keeps everything that a
 * request has read in memory until the next full collection.)
 */
export function compiledDocuments({
  schema,
  plainRuns,
  mostSelections,
  formatError,
}: CompiledDocumentsOptions): RequestPart<OperationContext> {
  const documents = new LRUCache<string, Known>({ max: KEPT_DOCUMENTS });

  async function compiledFor({ queryHash, operationName, document }: Asked): Promise<CompiledQuery | undefined> {
    const key = `${queryHash}:${operationName ?? ""}`;
    let known = documents.get(key);
    if (!known) {
      known = { runs: 0 };
      documents.set(key, known);
    }
    known.runs += 1;
    if (known.runs > plainRuns && !known.compiled && !known.isUncompilable) {
      if (expandedSelections(schema, document) > mostSelections) {
        known.isUncompilable = true;
        return undefined;
      }
      // Loaded on first use: the start does not wait for it.
      const { compileQuery, isCompiledQuery } = await import("graphql-jit");
      if (known.compiled) return known.compiled;
      const compiled = compileQuery(schema, document, operationName ?? undefined, { disableLeafSerialization: false });
      if (isCompiledQuery(compiled)) known.compiled = compiled as CompiledQuery;
      else known.isUncompilable = true;
    }
    return known.compiled;
  }

  async function answerTo({
    request,
    operation,
    operationName,
    queryHash,
    document,
    source,
    contextValue,
  }: GraphQLRequestContextResponseForOperation<OperationContext>): Promise<GraphQLResponse | null> {
    // An unknown operationName leaves no operation: Apollo Server reports it.
    if (!operation) return null;
    const compiled = queryHash && (await compiledFor({ queryHash, operationName, document }));
    if (!compiled) return null;
    // graphql-js reads the variables in both modes: compiled code words errors differently and knows no defaults inside
    // inputs.
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {}, {
      maxErrors: 1,
    });
    if (!coerced) return null;
    const { data, errors } = await compiled.query(undefined, contextValue, coerced);
    const problems = errors?.map((error) => formattedExecutionError(formatError, asGraphqlError(error, source)));
    const singleResult = { ...(problems ? { errors: problems } : {}), data };
    return { http: NO_HEAD, body: { kind: "single", singleResult } };
  }

  return () => ({ responseForOperation: answerTo });
}

/**
 * Compiled queries report errors that only look like GraphQLErrors, without extensions; Apollo Server and our own
 * formatting need real ones.
 */
function asGraphqlError(error: GraphQLError, text: string): GraphQLError {
  const source = new Source(text);
  const positions = error.locations?.map(({ line, column }) => offsetOf(source, line, column));
  return new GraphQLError(error.message, { source, positions, path: error.path, originalError: error.originalError });
}

/** The offset of a line and column in a text: what graphql-js counts in. */
function offsetOf({ body }: Source, line: number, column: number): number {
  const lines = body.split(/\r\n|[\n\r]/g);
  const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  return Math.min(before + column - 1, body.length);
}
