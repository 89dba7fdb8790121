import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A finding, and what it is about. */
export interface AxeFinding {
  readonly rule: string;
  readonly targets: readonly string[];
}

/**
 * What axe finds on a page, without what is excused.
 * @param excused by rule, selectors of elements that are not ours to mend
 */
export async function axeFindings(
  page: Page,
  excused: Readonly<Record<string, string>> = {},
): Promise<readonly AxeFinding[]> {
  // Monaco's loader would take axe for a module of its own.
  return page.evaluate(`(async () => {
    (() => { const module = undefined, exports = undefined, define = undefined; ${AXE} })();
    const excused = ${JSON.stringify(excused)};
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => {
      const targets = nodes.map(({ target }) => target.at(-1))
        .filter((selector) => !excused[id] || !document.querySelector(selector)?.matches(excused[id]));
      return targets.length > 0 ? [{ rule: id, targets }] : [];
    });
  })()`);
}
