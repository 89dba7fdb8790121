import { describe, expect, it } from "vitest";
import type { Kept } from "../../../src/providers/provider.js";
import type { Context } from "../../../src/providers/tencent-gaap/client.js";
import { remappingOf } from "../../../src/providers/tencent-gaap/kept.js";
import { readListener, readRule } from "../../../src/providers/tencent-gaap/wire.js";
import { account } from "./account.js";

const { listenerAgain, poolAgain } = remappingOf({ account } as Context);
const listener = readListener({ ListenerId: "listener-1", Port: 80 });
const rule = readRule({ RuleId: "rule-1", Domain: "a.example", Path: "/" });

const kept = (kind: "listener" | "pool", key: string, hint: string | undefined, native: unknown): Kept => ({
  ref: { accountId: account.id, kind, key, hint },
  parentRef: null,
  native,
});

describe("what was kept", () => {
  it("of a listener is nothing without the parent in its key and the protocol in its hint", () => {
    expect(listenerAgain(kept("listener", "link-1/listener-1", "UDP", listener))).toMatchObject({
      protocol: "UDP",
      parentRef: { key: "link-1" },
    });
    const make = (key: string, hint?: string) => () => listenerAgain(kept("listener", key, hint, listener));
    expect(make("link-1/listener-1")).toThrow("`ref.hint`");
    expect(make("link-1/listener-1", "QUIC")).toThrow("`ref.hint`");
    expect(make("listener-1", "UDP")).toThrow("`ref.key`");
  });

  it("of a pool is its listener or its rule, as its key says", () => {
    const make = (key: string, hint: string | undefined, native: object) => poolAgain(kept("pool", key, hint, native));
    const implied = { kind: "listener", listener, protocol: "TCP" };
    expect(make("link-1/listener-1", "TCP", implied)).toMatchObject({ isImplicit: true, native: implied });
    const ofRule = { kind: "rule", rule };
    for (const hint of ["HTTPS", undefined]) {
      const pool = make("link-1/listener-1/rule-1", hint, ofRule);
      expect([pool.isImplicit, pool.ref.hint, pool.native]).toEqual([false, hint, ofRule]);
    }
    expect(() => make("link-1/listener-1/rule-1", "HTTPS", implied)).toThrow("`rule`");
    expect(() => make("link-1/listener-1", "TCP", ofRule)).toThrow("`listener`");
    expect(() => make("link-1/listener-1", "HTTPS", implied)).toThrow("`rule`");
    expect(() => make("link-1/listener-1", undefined, implied)).toThrow("`ref.hint`");
    const { domain: _left, ...older } = rule;
    expect(() => make("link-1/listener-1/rule-1", "HTTPS", { kind: "rule", rule: older })).toThrow("`rule.domain`");
  });
});
