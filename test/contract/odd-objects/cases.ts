import { fieldsOf, type Site } from "./sites.js";

/** What can stand in the place of a field's value. */
export const ODD: Readonly<Record<string, unknown>> = {
  null: null,
  absent: undefined,
  "an object": { odd: true },
  "a list": ["x"],
  "a number": 3.5,
  "an unknown word": "QUIC",
};

export interface Case {
  readonly site: Site;
  /** Empty: the object itself, in its list. */
  readonly field: string;
  readonly odd: string;
}

export const nameOf = ({ site, field, odd }: Case): string => `${site.place}${field && `/${field}`} is ${odd}`;

interface Wish {
  readonly place: string;
  readonly field: string;
  readonly odd: string;
}

const NO_OBJECTS = ["null", "a list", "a number", "an unknown word"];

/** Every field of every sort of object, with everything that it can be instead; entries of lists may be no objects at all. */
function wishesFor(sites: readonly Site[]): Wish[] {
  const fields = new Map<string, Set<string>>();
  for (const { place, object } of sites)
    fields.set(place, new Set([...(fields.get(place) ?? []), ...fieldsOf(object)]));
  return [...fields].flatMap(([place, names]) => {
    const ofFields = [...names].flatMap((field) => Object.keys(ODD).map((odd) => ({ place, field, odd })));
    const ofEntries = NO_OBJECTS.map((odd) => ({ place, field: "", odd }));
    return place.endsWith("/*") ? [...ofFields, ...ofEntries] : ofFields;
  });
}

/** Cases that are tried in one reading: each is about things of its own, and at least half of each list stays as it is. */
class Batch {
  readonly cases: Case[] = [];

  takes({ site }: Case): boolean {
    const inList = this.cases.filter((other) => other.site.list === site.list).length;
    return (
      inList < Math.max(1, Math.floor(site.listLength / 2)) &&
      !this.cases.some(({ site: other }) => other.anchor === site.anchor || isOn(site, other) || isOn(other, site))
    );
  }
}

const lastOf = (key: string): string => key.split("/").at(-1)!;

/** Whether one is about the same things as the other, or about what is on these. */
const isOn = ({ owners, above }: Site, other: Site): boolean =>
  other.owners.some((owner) => owners.includes(owner) || above.includes(lastOf(owner)));

/**
 * All cases, in as few batches as will do. Each is tried on one object, which has something in the field if any has.
 *
 * @param isIdle whether a value would be no oddity, such as another id in the place of an id
 */
export function batchesOf(sites: readonly Site[], isIdle: (one: Case) => boolean): Case[][] {
  const batches: Batch[] = [];
  for (const wish of wishesFor(sites)) {
    const all = sites
      .filter(({ place, object }) => place === wish.place && (wish.field === "" || Object.hasOwn(object, wish.field)))
      .map((site): Case => ({ ...wish, site }));
    const filled = all.filter(({ site }) => wish.field === "" || site.object[wish.field] != null);
    const fitting = (filled.length > 0 ? filled : all).filter((one) => !isIdle(one));
    if (fitting.length === 0) continue;
    const batch = batches.find((one) => fitting.some((candidate) => one.takes(candidate))) ?? new Batch();
    if (batch.cases.length === 0) batches.push(batch);
    batch.cases.push(fitting.find((candidate) => batch.takes(candidate))!);
  }
  return batches.map(({ cases }) => cases);
}
