import { describe, expect, it } from "vitest";
import { cutPage } from "../../../src/providers/kit/cut-page.js";
import { comparePlaces } from "../../../src/providers/kit/list-by-parent.js";
import { listingOf } from "../../../src/providers/kit/listing.js";
import { positionAgain, sortKey } from "../../../src/providers/kit/places.js";

describe("positions below a parent", () => {
  // As texts, "lb-1/z" would come before "lb/a".
  const sorted = ["lb/a", "lb/z", "lb-1/a", "lb-1/z"];

  it("are sorted level by level by pages, by lists of each parent, and by rows", () => {
    const shuffled = [sorted[3]!, sorted[0]!, sorted[2]!, sorted[1]!];
    const { items } = cutPage(listingOf(shuffled), { after: null, limit: 10 }, (place) => place);
    expect(items).toEqual(sorted);
    expect([...shuffled].sort((a, b) => comparePlaces(a.split("/"), b.split("/")))).toEqual(sorted);
    expect(shuffled.map(sortKey).sort().map(positionAgain)).toEqual(sorted);
  });

  it("continue pages behind an entry that is gone", () => {
    const page = (after: string | null) => cutPage(listingOf(sorted), { after, limit: 2 }, (place) => place);
    expect(page(null)).toMatchObject({ items: ["lb/a", "lb/z"], next: "lb/z" });
    expect(page("lb/zz")).toMatchObject({ items: ["lb-1/a", "lb-1/z"], next: null });
  });
});
