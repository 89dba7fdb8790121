/** Parses a vendor's time. */
export type Moment = string | number;

/** For times without an offset: the minutes that the vendor's clock is ahead of UTC. */
export type TimeZone = number;

/** Date, time with or without seconds and a fraction, and an offset; `T` or a space between them. */
const INSTANT =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;
/**
 * Numbers above this are milliseconds, below it seconds. In seconds it is the year 5138, in milliseconds March 1973.
 */
const MILLISECONDS_FROM = 100_000_000_000;
/** No cloud is older. A smaller number means "not set". */
const OLDEST = Date.UTC(1990, 0, 1);
const NEWEST = Date.UTC(2200, 0, 1);

/**
 * An instant as RFC 3339 in UTC, from any form that clouds use: with or without zone and fraction, seconds or
 * milliseconds since 1970, as a number or a string. Null for anything else; nothing is guessed.
 *
 * @param zone for a time without an offset: minutes ahead of UTC
 */
export function readTime(value: Moment | null, zone: TimeZone = 0): string | null {
  const milliseconds = millisecondsIn(value, zone);
  if (milliseconds === null || milliseconds < OLDEST || milliseconds > NEWEST) return null;
  const text = new Date(milliseconds).toISOString();
  return text.endsWith(".000Z") ? `${text.slice(0, -5)}Z` : text;
}

function millisecondsIn(value: unknown, zone: TimeZone): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? sinceEpoch(value) : null;
  if (typeof value !== "string" || value.length > 64) return null;
  const text = value.trim();
  if (/^\d{9,14}(?:\.\d+)?$/.test(text)) return sinceEpoch(Number(text));
  const [, year, month, day, hour, minute, second, fraction, offset] = INSTANT.exec(text) ?? [];
  if (year === undefined) return null;
  const parts = [Number(year), Number(month) - 1, Number(day), Number(hour ?? 0), Number(minute ?? 0)] as const;
  const at = Date.UTC(...parts, Number(second ?? 0), Number(`0.${fraction ?? 0}`) * 1000);
  const date = new Date(at);
  const isReal =
    date.getUTCMonth() === parts[1] &&
    date.getUTCDate() === parts[2] &&
    date.getUTCHours() === parts[3] &&
    date.getUTCMinutes() === parts[4];
  return isReal ? at - minutesOf(offset, zone) * 60_000 : null;
}

const sinceEpoch = (number: number): number => (Math.abs(number) >= MILLISECONDS_FROM ? number : number * 1000);

function minutesOf(offset: string | undefined, zone: TimeZone): number {
  if (offset === undefined) return zone;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  if (sign === undefined) return 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0));
}
