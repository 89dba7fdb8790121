import { expect, test } from "vitest";
import { createLog } from "../../src/server/log.js";

function logged(fields: object): string {
  let lines = "";
  createLog({ logLevel: "info" }, { write: (line: string) => (lines += line) }).info(fields, "something");
  return lines;
}

test.each(["authorization", "headers", "body", "variables"])("redacts %s, also inside an error", (name) => {
  const error = Object.assign(new Error("refused"), { [name]: { token: "very-secret" } });
  const line = logged({ [name]: "very-secret", err: error });
  expect(line).not.toContain("very-secret");
  expect(JSON.parse(line)).toMatchObject({ [name]: "[cut]", err: { message: "refused", [name]: "[cut]" } });
});

test("writes level and time in words", () => {
  const line = JSON.parse(logged({ requestId: "one" }));
  expect(line).toMatchObject({ level: "info", requestId: "one", msg: "something" });
  expect(new Date(line.time).toISOString()).toBe(line.time);
});
