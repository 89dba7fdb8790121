import { format, inspect } from "node:util";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { Secret } from "../../src/config/secret.js";

describe("a secret", () => {
  const config = { account: { id: "prod", secretAccessKey: new Secret("hush-hush") } };

  it("is revealed when asked for", () => expect(config.account.secretAccessKey.reveal()).toBe("hush-hush"));

  it.each([
    ["printed", () => inspect(config, { depth: 10, showHidden: true })],
    ["formatted", () => format("%s %o %j", config.account.secretAccessKey, config, config)],
    ["put into a text", () => `${config.account.secretAccessKey}`],
    ["written as JSON", () => JSON.stringify(config)],
    ["spread", () => JSON.stringify({ ...config.account.secretAccessKey })],
    ["cloned to an object", () => inspect(Object.entries(config.account.secretAccessKey))],
    [
      "logged",
      () => {
        const lines: string[] = [];
        pino({}, { write: (text: string) => void lines.push(text) }).info(
          { config, err: new Error("x", { cause: config }) },
          "hello",
        );
        return lines.join("");
      },
    ],
  ])("does not show when %s", (_, show) => expect(show()).not.toContain("hush"));
});
