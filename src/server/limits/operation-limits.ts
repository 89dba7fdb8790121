import { HeaderMap } from "@apollo/server";
import { type DocumentNode, GraphQLError, type OperationDefinitionNode, parse } from "graphql";
import type { ServerLimits } from "../../config/server.js";
import type { Inventory } from "../../inventory/inventory.js";
import { originOf } from "../../inventory/origin.js";
import type { Accounts } from "../../providers/accounts.js";
import type { RequestFacts } from "../operation-context.js";
import type { RequestPart } from "../request-hooks.js";
import { CloudCalls } from "./cloud-calls.js";
import { costLimitRefusal } from "./cost-limit-error.js";
import { expandedSelections } from "./document-size.js";
import { heapWatch } from "./heap-watch.js";
import { heaviestPath } from "./heaviest-path.js";
import { messageOf, type OverBudget } from "./over-budget.js";
import { type CostModel, costOf, lengthOf } from "./query-cost.js";
import { fieldsOf } from "./selections.js";
import { ArgumentValues } from "./variables.js";
import { variablesKeys } from "./variables-key.js";

/** An operation's cost, estimated before it runs. */
export interface OperationEstimate {
  readonly requestedCost: number;
  readonly estimatedCloudCalls: number;
}

export interface OperationLimitsOptions {
  readonly model: CostModel;
  readonly limits: ServerLimits;
  /** What was seen before, which no cloud is called for. Null: nothing was. */
  readonly inventory: Inventory | null;
  readonly defaultMaxAgeSeconds: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The accounts whose clouds are asked for answers of this age. */
async function clouds(maxAgeSeconds: number, accounts: Accounts, inventory: Inventory): Promise<Accounts> {
  const answering = await inventory.atMost(maxAgeSeconds, accounts);
  return new Map([...answering.accounts].filter(([, { service }]) => !originOf(service)?.reads));
}

/** Estimates that are kept of one operation. */
const MOST_ESTIMATES = 32;

/** The request header that asks for the estimate in the answer's extensions. */
const COST_HEADER = "x-include-cost";

function overloaded(): GraphQLError {
  const http = { status: 503, headers: new HeaderMap([["retry-after", "1"]]) };
  return new GraphQLError(
    "This server is short of memory and accepts no more operations at the moment. Try again in a second.",
    {
      extensions: { code: "RATE_LIMITED", retryAfterSeconds: 1, http },
    },
  );
}

function overBudget(over: OverBudget): GraphQLError {
  const http = { status: 429, headers: new HeaderMap([["retry-after", String(over.retryAfterSeconds)]]) };
  return new GraphQLError(messageOf(over), { extensions: { code: "RATE_LIMITED", ...over, http } });
}

const figure = (value: number): string => (value < 1e15 ? value.toLocaleString("en-US") : "more than 10^15");

/**
 * Refuses documents that ask for too much before any expensive work: by the number of their selections before they are
 * validated, and by their cost and their estimated calls to clouds before they run.
 */
export function operationLimits<C extends Pick<RequestFacts, "gate" | "charge">>({
  model,
  limits,
  inventory,
  defaultMaxAgeSeconds,
  now,
}: OperationLimitsOptions): RequestPart<C> {
  const { schema } = model;
  const isHeapFull = heapWatch(now);
  const keyOf = variablesKeys(schema);
  /** Documents that represent a refused one in Apollo Server's store, so that a refusal is computed once. */
  const refusals = new WeakMap<DocumentNode, GraphQLError>();
  /** Estimates of each operation over the accounts that a caller sees, by the variables that affect the estimate. */
  const estimates = new WeakMap<Accounts, WeakMap<OperationDefinitionNode, Map<string, OperationEstimate>>>();

  function sizeRefusal(document: DocumentNode): GraphQLError | null {
    const selections = expandedSelections(schema, document);
    if (selections <= limits.maxSelections) return null;
    return costLimitRefusal(
      `The document must have at most ${figure(limits.maxSelections)} selections, with its fragments expanded (server.limits.maxSelections); got ${figure(selections)}. Use fewer fragments inside fragments, or send several documents.`,
      { selections: Math.min(selections, Number.MAX_SAFE_INTEGER), limit: limits.maxSelections },
    );
  }

  function estimateOf(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>> | undefined,
    accounts: Accounts,
  ): OperationEstimate {
    const key = keyOf(document, operation, variables);
    const byOperation =
      estimates.get(accounts) ?? new WeakMap<OperationDefinitionNode, Map<string, OperationEstimate>>();
    const byVariables = byOperation.get(operation) ?? new Map<string, OperationEstimate>();
    const known = key === null ? undefined : byVariables.get(key);
    if (known) return known;
    const values = new ArgumentValues(operation, variables);
    checkRepresentations(document, operation, values);
    const estimate = {
      requestedCost: costOf(model, document, operation, values),
      estimatedCloudCalls: new CloudCalls(model, () => accounts, document, values).ofOperation(operation),
    };
    if (key === null) return estimate;
    if (byVariables.size >= MOST_ESTIMATES) byVariables.clear();
    estimates.set(accounts, byOperation.set(operation, byVariables.set(key, estimate)));
    return estimate;
  }

  /** The estimate when accounts that answer from what was seen are not called. Looked up for what is refused otherwise. */
  async function withSeen(
    estimate: OperationEstimate,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>> | undefined,
    accounts: Accounts,
  ): Promise<OperationEstimate> {
    if (!inventory || operation.operation !== "query") return estimate;
    const values = new ArgumentValues(operation, variables);
    const secondsOf = (age: unknown): number => (typeof age === "number" ? age : defaultMaxAgeSeconds);
    const ages = new Set<number>();
    const noting = (age: unknown): Accounts => {
      ages.add(secondsOf(age));
      return accounts;
    };
    new CloudCalls(model, noting, document, values).ofOperation(operation);
    const asked = new Map<number, Accounts>();
    for (const age of ages) asked.set(age, await clouds(age, accounts, inventory));
    const calls = new CloudCalls(model, (age) => asked.get(secondsOf(age))!, document, values);
    return { ...estimate, estimatedCloudCalls: calls.ofOperation(operation) };
  }

  function checkRepresentations(
    document: DocumentNode,
    { selectionSet }: OperationDefinitionNode,
    values: ArgumentValues,
  ): void {
    const definition = schema.getQueryType()?.getFields()._entities;
    if (!definition) return;
    for (const node of fieldsOf(selectionSet, document)) {
      if (node.name.value !== "_entities") continue;
      const keys = lengthOf(values.of(node, definition, "representations"));
      if (keys <= limits.maxRepresentations) continue;
      throw costLimitRefusal(
        `\`_entities\` takes at most ${figure(limits.maxRepresentations)} representations (server.limits.maxRepresentations); got ${figure(keys)}. Ask for them in several requests.`,
        { representations: keys, limit: limits.maxRepresentations },
      );
    }
  }

  function refuseDear(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>> | undefined,
    estimate: OperationEstimate,
  ): void {
    const { requestedCost, estimatedCloudCalls } = estimate;
    const tooMuch = [
      requestedCost > limits.maxCost &&
        `costs up to ${figure(requestedCost)} by the sizes of its lists; the limit is ${figure(limits.maxCost)} (server.limits.maxCost)`,
      estimatedCloudCalls > limits.maxCloudCalls &&
        `takes about ${figure(estimatedCloudCalls)} calls to clouds; the limit is ${figure(limits.maxCloudCalls)} (server.limits.maxCloudCalls)`,
    ].filter((reason) => reason !== false);
    if (tooMuch.length === 0) return;
    const path = heaviestPath(model, document, operation, new ArgumentValues(operation, variables));
    throw costLimitRefusal(
      `The operation ${tooMuch.join(", and ")}. Most of it comes from ${path}: ask for smaller pages with \`first\`, fewer levels, or fewer aliases.`,
      figuresOf(estimate),
    );
  }

  function figuresOf({ requestedCost, estimatedCloudCalls }: OperationEstimate) {
    return {
      requestedCost: Math.min(requestedCost, Number.MAX_SAFE_INTEGER),
      estimatedCloudCalls: Math.min(estimatedCloudCalls, Number.MAX_SAFE_INTEGER),
      limit: limits.maxCost,
      cloudCallsLimit: limits.maxCloudCalls,
    };
  }

  return () => {
    let estimate: OperationEstimate | undefined;
    return {
      validationDidStart(context) {
        const refusal = sizeRefusal(context.document);
        if (!refusal) return;
        // Apollo Server validates and stores this document: validating the refused one may take minutes.
        const stand = parse("{ __typename }");
        refusals.set(stand, refusal);
        (context as { document: DocumentNode }).document = stand;
      },
      async didResolveOperation({ document, operation, request, contextValue }) {
        const refusal = refusals.get(document);
        if (refusal) throw refusal;
        if (!operation) return;
        if (isHeapFull()) throw overloaded();
        const { accounts } = contextValue.gate;
        estimate = estimateOf(document, operation, request.variables, accounts);
        if (estimate.estimatedCloudCalls > limits.maxCloudCalls)
          estimate = await withSeen(estimate, document, operation, request.variables, accounts);
        refuseDear(document, operation, request.variables, estimate);
        const over = await contextValue.charge?.(estimate.requestedCost);
        if (over) throw overBudget(over);
      },
      willSendResponse({ request, response }) {
        if (!estimate || !request.http?.headers.has(COST_HEADER) || response.body.kind !== "single") return;
        const { singleResult } = response.body;
        singleResult.extensions = { ...singleResult.extensions, cost: figuresOf(estimate) };
      },
    };
  };
}
