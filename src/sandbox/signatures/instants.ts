/** Milliseconds since 1970 for `YYYY-MM-DDTHH:MM:SSZ`; null for any other format or a day that does not exist. */
export function instantOfExtended(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return null;
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) return null;
  // February 30 parses as a day in March.
  return new Date(instant).toISOString().startsWith(text.slice(0, -1)) ? instant : null;
}

/** The same for `YYYYMMDDTHHMMSSZ`. */
export function instantOfBasic(text: string): number | null {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  return year === undefined ? null : instantOfExtended(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** The same for whole seconds since 1970. */
export function instantOfSeconds(text: string): number | null {
  return /^\d{1,11}$/.test(text) ? Number(text) * 1000 : null;
}

export function isWithinMinutes(minutes: number, instant: number, now: Date): boolean {
  return Math.abs(now.getTime() - instant) <= minutes * 60_000;
}
