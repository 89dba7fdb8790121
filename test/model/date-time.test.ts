import { describe, expect, it } from "vitest";
import { instantAt } from "../../src/model/date-time.js";

describe("an instant that a cloud reports in milliseconds", () => {
  it("becomes RFC 3339 in UTC", () => {
    expect(instantAt(1_700_000_000_000)).toBe("2023-11-14T22:13:20.000Z");
    expect(instantAt(0)).toBe("1970-01-01T00:00:00.000Z");
  });

  it("becomes null when it is absent or outside the calendar", () => {
    expect(instantAt(null)).toBeNull();
    expect(instantAt(Number.MAX_SAFE_INTEGER)).toBeNull();
  });
});
