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

  it("is compared by what it is now, also after it was read again or replaced", () => {
    let file = "first";
    const secret = new Secret(file, () => file);
    const known = () => ["first", "second", "third"].filter((text) => secret.isSame(text));
    expect(known()).toEqual(["first"]);
    file = "second";
    expect(secret.refresh()).toBe(true);
    expect(known()).toEqual(["second"]);
    expect(secret.become(new Secret("third"))).toBe(true);
    expect(known()).toEqual(["third"]);
    const secrets = [secret, new Secret("first"), new Secret("")];
    expect(secrets.map(Secret.matching("third"))).toEqual([true, false, false]);
  });
});
