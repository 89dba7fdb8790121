import { buildSchema, execute, parse } from "graphql";
import { expect, it } from "vitest";
import { countAnswers } from "../../../src/server/limits/count-answers.js";
import { CostModel } from "../../../src/server/limits/query-cost.js";

it("waits for its turn with a list, entries of which fail meanwhile, without ending the process", async () => {
  const schema = buildSchema("type Query { things: [Thing] } type Thing { id: ID }");
  schema.getQueryType()!.getFields().things!.resolve = () => [
    Promise.resolve({ id: "a" }),
    Promise.reject(new Error("b")),
  ];
  countAnswers(new CostModel(schema));
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  const others = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", note);
  // An answer that has its turn after the event loop's next round.
  const answer = { charge: (bytes: number) => (bytes > 0 ? new Promise<void>(setImmediate) : null), check: () => {} };
  const result = await execute({ schema, document: parse("{ things { id } }"), contextValue: { answer } });
  process.removeListener("unhandledRejection", note);
  for (const other of others) process.on("unhandledRejection", other);
  expect(result.data).toEqual({ things: [{ id: "a" }, null] });
  expect(result.errors).toMatchObject([{ message: "b", path: ["things", 1] }]);
  expect(unhandled).toEqual([]);
});
