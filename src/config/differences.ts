import { settingNames } from "./fill.js";
import { Secret } from "./secret.js";

/**
 * The settings in which two configurations differ, by their paths: server.limits.maxCost. Does not compare the texts of
 * secrets; see {@link takeOverSecrets}. Lists are compared as a whole.
 */
export function settingsThatDiffer(now: object, next: object, path = ""): string[] {
  const names = new Set([...settingNames(now), ...settingNames(next)]);
  return [...names].flatMap((name) => {
    const [one, other] = [now, next].map((object) => (object as Record<string, unknown>)[name]);
    const place = path === "" ? name : `${path}.${name}`;
    if (isSettings(one) && isSettings(other)) return settingsThatDiffer(one, other, place);
    return isSame(one, other) ? [] : [place];
  });
}

/** An object of a class of settings; maps with user-defined names are plain objects. */
const isSettings = (value: unknown): value is object =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Secret) &&
  Object.getPrototypeOf(value) !== Object.prototype;

function isSame(one: unknown, other: unknown): boolean {
  if (one instanceof Secret && other instanceof Secret) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null)
    return Object.is(one, other);
  const names = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    names.length === Object.keys(other).length &&
    names.every((name) => isSame((one as never)[name], (other as never)[name]))
  );
}

/**
 * Copies the texts of secrets from one configuration to those at the same paths of another. @returns the paths of
 * secrets that have changed
 */
export function takeOverSecrets(now: object, next: object, path = ""): string[] {
  return Object.entries(now).flatMap(([name, one]: [string, unknown]) => {
    const other = (next as Record<string, unknown>)[name];
    const place = Array.isArray(now) ? `${path}[${name}]` : path === "" ? name : `${path}.${name}`;
    if (one instanceof Secret) return other instanceof Secret && one.become(other) ? [place] : [];
    if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return [];
    return takeOverSecrets(one, other, place);
  });
}
