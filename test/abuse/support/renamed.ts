import type { Edit } from "./proxy.js";

const NAMES = /^(name|Name|ListenerName|ProxyName)$/;
/** Gives this name to the first so many objects that have one, whatever the cloud calls the field. */
export const renamed =
  (most: number, name: string): Edit =>
  ({ json }) => {
    let left = most;
    const walk = (value: unknown): void => {
      if (value === null || typeof value !== "object") return;
      for (const [key, held] of Object.entries(value)) {
        if (!NAMES.test(key) || typeof held !== "string") walk(held);
        else if (left > 0) {
          left -= 1;
          (value as Record<string, unknown>)[key] = name;
        }
      }
    };
    walk(json);
  };
