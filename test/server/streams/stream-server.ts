import { buildASTSchema, GraphQLError, type GraphQLSchema, parse } from "graphql";
import { createAccess } from "../../../src/access/access.js";
import { ProofRefused } from "../../../src/access/refused.js";
import { ChangesConfig } from "../../../src/config/changes.js";
import { ServerConfig } from "../../../src/config/server.js";
import { createWatching } from "../../../src/inventory/watch/create-watching.js";
import { ProblemError } from "../../../src/model/problem-error.js";
import { createLog } from "../../../src/server/log.js";
import { createMetrics } from "../../../src/server/metrics.js";
import { startServer } from "../../../src/server/start-server.js";
import { openStore } from "../../../src/store/open-store.js";
import { systemClock } from "../../../src/transport/clock.js";

/** The source of a test's events: each subscriber receives everything that is given to it. */
export class Feed {
  readonly subscribers = new Set<Subscriber>();

  tell(event: object): void {
    for (const subscriber of this.subscribers) subscriber.tell({ value: event });
  }
  fail(error: Error): void {
    for (const subscriber of this.subscribers) subscriber.tell({ error });
  }
  end(): void {
    for (const subscriber of this.subscribers) subscriber.tell("end");
  }
  subscribe(): AsyncIterable<object> {
    const subscriber = new Subscriber(this);
    this.subscribers.add(subscriber);
    return { [Symbol.asyncIterator]: () => subscriber };
  }
}

type Told = { readonly value: object } | { readonly error: Error } | "end";

class Subscriber implements AsyncIterator<object> {
  readonly #told: Told[] = [];
  #wake: () => void = () => undefined;
  constructor(readonly feed: Feed) {}

  /** Events that have not been requested yet. */
  get left(): number {
    return this.#told.length;
  }
  tell(told: Told): void {
    this.#told.push(told);
    this.#wake();
  }
  async next(): Promise<IteratorResult<object>> {
    while (this.#told.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    const told = this.#told.shift()!;
    if (told === "end") return { done: true, value: undefined };
    if ("error" in told) throw told.error;
    return { done: false, value: told.value };
  }
  async return(): Promise<IteratorResult<object>> {
    this.feed.subscribers.delete(this);
    this.tell("end");
    return { done: true, value: undefined };
  }
}

const SDL = /* GraphQL */ `
  type Query { hello: String }
  type Mutation { greet: String }
  type Subscription { tick(name: String): Tick closed: Tick }
  type Tick { n: Int! text: String caller: String deadlineIn: Int broken: String refused: String inner: Tick }
`;

function schemaOf(feed: Feed): GraphQLSchema {
  const schema = buildASTSchema(parse(SDL));
  const fields = schema.getSubscriptionType()!.getFields();
  fields.tick!.subscribe = () => feed.subscribe();
  fields.tick!.resolve = (event) => event;
  fields.closed!.subscribe = () => {
    throw new ProblemError({ code: "NOT_FOUND", message: "There is no such thing." });
  };
  const tick = (schema.getType("Tick") as unknown as ReturnType<typeof schema.getQueryType>)!.getFields();
  tick.caller!.resolve = (_tick, _args, { gate }) => gate.caller.id;
  tick.deadlineIn!.resolve = (_tick, _args, { call, clock }) => call.deadlineAt - clock.now();
  tick.broken!.resolve = () => {
    throw new Error("the secret of the house");
  };
  tick.refused!.resolve = () => {
    throw new GraphQLError("Not this.", { extensions: { code: "FORBIDDEN" } });
  };
  return schema;
}

export type StreamServer = Awaited<ReturnType<typeof startStreams>>;

/** The server with its own schema, whose events the test sends. */
export async function startStreams(change: (config: ServerConfig) => void = () => undefined) {
  const config = new ServerConfig();
  config.port = 0;
  change(config);
  const lines: Record<string, unknown>[] = [];
  const log = createLog(config, { write: (line) => void lines.push(JSON.parse(line)) });
  const feed = new Feed();
  const retention = new ChangesConfig();
  const store = await openStore({
    place: null,
    thread: null,
    clock: systemClock,
    log,
    retention,
    takeOverAfterMs: retention.takeOverAfterMs,
    maxQueued: 1,
  });
  const access = await createAccess(config, new Map(), systemClock, null);
  const watching = createWatching({ accounts: () => new Map(), access, clock: systemClock, log });
  let isRevoked = false;
  const server = await startServer({
    schema: schemaOf(feed),
    config,
    introspection: config.introspection ?? true,
    letsLoopbackIn: false,
    studio: { usage: false, schema: false },
    changes: { journal: store.journal, clock: systemClock, ended: { count: 0 }, awaiting: watching },
    watching,
    access: {
      ...access,
      authenticate(proofs) {
        if (isRevoked) throw new ProofRefused("The token was revoked.");
        return access.authenticate(proofs);
      },
    },
    inventory: null,
    storeTrouble: () => null,
    log,
    metrics: createMetrics(),
  });
  return {
    endpoint: `${server.origin}/graphql`,
    server,
    feed,
    lines,
    /** From now on nobody is authenticated. */
    revoke: () => {
      isRevoked = true;
    },
    async stop() {
      await server.stop();
      await access.close();
      await store.close();
    },
  };
}
