import { ApolloServer, type GraphQLResponse } from "@apollo/server";
import { GraphQLError } from "graphql";
import { describe, expect, it } from "vitest";
import { inOnePlugin, type RequestHooks, type RequestPart } from "../../src/server/request-hooks.js";

type Hooks = RequestHooks<object>;

/** Answers `{ n }` with the hooks of these parts. @returns the answer, and the hooks in the order of their ends */
async function answered(...parts: readonly Partial<Hooks>[]) {
  const ended: string[] = [];
  const noting = ([hook, work]: [string, unknown], at: number) => [
    hook,
    (context: never) => {
      const done = (work as (given: never) => unknown)(context);
      const note = () => ended.push(`${at} ${hook}`);
      if (done instanceof Promise)
        return done.then((value) => {
          note();
          return value;
        });
      note();
      return done;
    },
  ];
  const all = parts.map(
    (hooks, at): RequestPart<object> =>
      () =>
        Object.fromEntries(Object.entries(hooks).map((entry) => noting(entry, at))) as Hooks,
  );
  const apollo = new ApolloServer<object>({
    typeDefs: "type Query { n: Int }",
    resolvers: { Query: { n: () => 1 } },
    plugins: [inOnePlugin(all)],
  });
  const response = await apollo.executeOperation({ query: "{ n }" });
  const result = response.body.kind === "single" ? response.body.singleResult : null;
  await apollo.stop();
  return { result, ended };
}

const nothing = () => undefined;
const later = () => new Promise<void>((resolve) => setImmediate(resolve));
const saying = (n: number) =>
  ({ http: {}, body: { kind: "single", singleResult: { data: { n } } } }) as unknown as GraphQLResponse;

describe("the parts of an operation in one plugin", () => {
  it("are called one after the other, each after the end of the one before", async () => {
    const { result, ended } = await answered(
      { validationDidStart: nothing, didResolveOperation: later, willSendResponse: later },
      { validationDidStart: nothing, didResolveOperation: nothing, willSendResponse: nothing },
    );
    expect(result).toMatchObject({ data: { n: 1 } });
    expect(ended).toEqual([
      "0 validationDidStart",
      "1 validationDidStart",
      "0 didResolveOperation",
      "1 didResolveOperation",
      "0 willSendResponse",
      "1 willSendResponse",
    ]);
  });

  it("are not called behind one that refuses the operation, but see its answer", async () => {
    const refused = async () => {
      throw new GraphQLError("Not now.");
    };
    const { result, ended } = await answered(
      { didResolveOperation: refused },
      { didResolveOperation: nothing, responseForOperation: async () => saying(2), willSendResponse: nothing },
    );
    expect(result!.errors!.map(({ message }) => message)).toEqual(["Not now."]);
    expect(ended).toEqual(["1 willSendResponse"]);
  });

  it("answer by the first that has an answer", async () => {
    const { result, ended } = await answered(
      { responseForOperation: () => null },
      { responseForOperation: async () => null },
      { responseForOperation: async () => saying(3) },
      { responseForOperation: async () => saying(4) },
    );
    expect(result).toMatchObject({ data: { n: 3 } });
    expect(ended).toEqual(["0 responseForOperation", "1 responseForOperation", "2 responseForOperation"]);
  });
});
