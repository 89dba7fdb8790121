import { expect, it } from "vitest";
import { connectionOf } from "../../src/loaders/connection.js";
import { int32OrNull, isInt32, MAX_INT, secondsIn } from "../../src/model/int32.js";
import { PortRange } from "../../src/model/port-range.js";

it("tells what GraphQL's Int holds", () => {
  expect([0, -1, 65_535, MAX_INT, -MAX_INT].every(isInt32)).toBe(true);
  for (const odd of [MAX_INT + 1, 1.5, Number.NaN, Number.NEGATIVE_INFINITY, "1", null, undefined])
    expect(isInt32(odd)).toBe(false);
  expect([7, 2 ** 40, null].map(int32OrNull)).toEqual([7, null, null]);
});

it("keeps what is worked out of a cloud's numbers within it", () => {
  expect([2, MAX_INT, null].map(secondsIn)).toEqual([120, null, null]);
  expect(new PortRange(-MAX_INT, MAX_INT).size).toBe(MAX_INT);
  const totals = [7, MAX_INT + 1, -1, null].map(
    (totalCount) =>
      connectionOf({ items: [], hasNextPage: false, hasPreviousPage: false, totalCount, sources: () => [] }).totalCount,
  );
  expect(totals).toEqual([7, null, null, null]);
});
