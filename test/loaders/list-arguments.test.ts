import { describe, expect, it } from "vitest";
import { checkedFilter } from "../../src/loaders/list-arguments.js";
import { ListenerFilter, PoolFilter } from "../../src/model/filters.js";
import type { Accounts } from "../../src/providers/accounts.js";

const accounts = (...ids: string[]) => new Map(ids.map((id) => [id, {}])) as unknown as Accounts;
const page = { first: 10 };

describe("a filter that broke no rule before", () => {
  it("is still refused when it names an account that this caller does not have", () => {
    const filter = { accountIds: ["a"], coversPort: 80 } as ListenerFilter;
    const check = (seen: Accounts) => checkedFilter(ListenerFilter, { filter, ...page }, null, seen);
    expect(check(accounts("a"))).toEqual(filter);
    expect(check(accounts("a"))).toBeInstanceOf(ListenerFilter);
    expect(() => check(accounts("b"))).toThrow('There is no account "a"');
  });

  it("lets no other one pass, nor the same one for another noun", () => {
    const pass = (coversPort: number) =>
      checkedFilter(ListenerFilter, { filter: { coversPort } as ListenerFilter, ...page }, null, accounts());
    pass(8_080);
    expect(() => pass(80_800)).toThrow("`coversPort` must be");
    const ids = [Buffer.from("1\u001fa\u001flistener\u001fb").toString("base64url")];
    checkedFilter(ListenerFilter, { filter: { ids } as ListenerFilter, ...page }, null, accounts());
    expect(() => checkedFilter(PoolFilter, { filter: { ids } as PoolFilter, ...page }, null, accounts())).toThrow(
      "not the id of a pool",
    );
  });
});
