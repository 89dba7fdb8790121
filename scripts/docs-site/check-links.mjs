import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

const all = (text, pattern) => [...text.matchAll(pattern)].map(([, value]) => value.replaceAll("&amp;", "&"));

/**
 * Links of a built site that lead nowhere: to a file that is not there, or to an anchor that its page does not have.
 * @param folder what was built
 * @param base the path that the site is served under, with a slash at both ends
 */
export function deadLinks(folder, base) {
  const files = new Set(
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/")),
  );
  const pages = new Map(
    [...files].filter((file) => file.endsWith(".html")).map((file) => [file, readFileSync(join(folder, file), "utf8")]),
  );
  const anchors = new Map([...pages].map(([file, html]) => [file, new Set(all(html, /\sid="([^"]*)"/g))]));
  return [...pages].flatMap(([page, html]) =>
    [...new Set(all(html, /\s(?:href|src)="([^"]*)"/g))]
      .filter((link) => !/^(?:[a-z]+:|\/\/)/.test(link))
      .flatMap((link) => {
        const url = new URL(link, `http://site${posix.join(base, page)}`);
        const path = decodeURIComponent(url.pathname);
        if (!path.startsWith(base)) return [`${page}: ${link}`];
        const inside = path.slice(base.length);
        const file = inside === "" || inside.endsWith("/") ? `${inside}index.html` : inside;
        const anchor = decodeURIComponent(url.hash.slice(1));
        const isThere = files.has(file) && (anchor === "" || anchors.get(file)?.has(anchor));
        return isThere ? [] : [`${page}: ${link}`];
      }),
  );
}
