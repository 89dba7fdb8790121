import type { ApolloServerOptions } from "@apollo/server";
import { type ExecutionResult, execute, GraphQLError, type GraphQLSchema, getVariableValues, Source } from "graphql";
import type { CompiledQuery } from "graphql-jit";
import { LRUCache } from "lru-cache";
import type { OperationContext } from "./operation-context.js";

type Gateway = NonNullable<Extract<ApolloServerOptions<OperationContext>, { gateway: unknown }>["gateway"]>;
type ExecutorRequest = Parameters<NonNullable<Awaited<ReturnType<Gateway["load"]>>["executor"]>>[0];

/** Documents whose compiled form is kept. */
const KEPT_DOCUMENTS = 200;
/** Compiling costs as much as a few plain runs, so it waits until a document has shown that it comes again. */
const PLAIN_RUNS = 2;

interface Known {
  runs: number;
  compiled?: CompiledQuery;
  isUncompilable?: boolean;
}

/**
 * Runs documents that come again and again as code compiled for them, and all others through graphql-js. Apollo Server
 * has no option for an executor of one's own; its gateway hook is one.
 */
export function compilingGateway(schema: GraphQLSchema): Gateway {
  const documents = new LRUCache<string, Known>({ max: KEPT_DOCUMENTS });

  async function compiledFor(request: ExecutorRequest): Promise<CompiledQuery | undefined> {
    const key = `${request.queryHash}:${request.operationName ?? ""}`;
    const known = documents.get(key) ?? { runs: 0 };
    documents.set(key, known);
    known.runs += 1;
    if (known.runs > PLAIN_RUNS && !known.compiled && !known.isUncompilable) {
      // Loaded when it is needed first: the start does not wait for it.
      const { compileQuery, isCompiledQuery } = await import("graphql-jit");
      if (known.compiled) return known.compiled;
      const compiled = compileQuery(schema, request.document, request.operationName ?? undefined, {
        disableLeafSerialization: false,
      });
      if (isCompiledQuery(compiled)) known.compiled = compiled as CompiledQuery;
      else known.isUncompilable = true;
    }
    return known.compiled;
  }

  return {
    onSchemaLoadOrUpdate(tell) {
      tell({ apiSchema: schema, coreSupergraphSdl: "" });
      return () => undefined;
    },
    async load() {
      return {
        executor: async (request) => {
          // Apollo leaves it to the executor to say so; it has let the document pass without knowing what it would do.
          if (!request.operation) return { errors: [unknownOperation(request.request.operationName)] };
          const variables = request.request.variables ?? {};
          const compiled = await compiledFor(request);
          if (!compiled) {
            return (await execute({
              schema,
              document: request.document,
              contextValue: request.context,
              variableValues: variables,
              operationName: request.operationName,
            })) as ExecutionResult<Record<string, unknown>, Record<string, unknown>>;
          }
          // graphql-js reads the variables in both ways: compiled code words mistakes otherwise and knows no defaults inside inputs.
          const { coerced, errors } = getVariableValues(
            schema,
            request.operation.variableDefinitions ?? [],
            variables,
            { maxErrors: 50 },
          );
          if (errors) return { errors };
          const result = await compiled.query(undefined, request.context, coerced);
          return { ...result, errors: result.errors?.map((error) => asGraphqlError(error, request.source)) };
        },
      };
    },
    async stop() {},
  } as Gateway;
}

function unknownOperation(name: string | undefined): GraphQLError {
  const message = name
    ? `There is no operation named "${name.slice(0, 100)}" in the document.`
    : "The document has several operations: say with operationName which one to run.";
  return new GraphQLError(message, { extensions: { code: "OPERATION_RESOLUTION_FAILURE", http: { status: 400 } } });
}

/**
 * Compiled queries report errors that only look like GraphQLErrors, without extensions; Apollo Server and our own
 * formatting need real ones.
 */
function asGraphqlError(error: GraphQLError, text: string): GraphQLError {
  const source = new Source(text);
  const positions = error.locations?.map(({ line, column }) => offsetOf(source, line, column));
  const original = error.originalError ?? undefined;
  const extensions = (original as Partial<GraphQLError> | undefined)?.extensions;
  return new GraphQLError(error.message, { source, positions, path: error.path, originalError: original, extensions });
}

/** The place of a line and column in a text: what graphql-js counts in. */
function offsetOf({ body }: Source, line: number, column: number): number {
  const lines = body.split(/\r\n|[\n\r]/g);
  const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  return Math.min(before + column - 1, body.length);
}
