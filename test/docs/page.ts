import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Block {
  /** What is written in it: graphql, yaml, sh. */
  readonly language: string;
  readonly text: string;
  /** The heading that it stands under. */
  readonly heading: string;
}

/** The fenced blocks of a page, in their order. @param page from the top of the project: "docs/access.md" */
export function blocksOf(page: string): Block[] {
  const text = readFileSync(join(import.meta.dirname, "../..", page), "utf8");
  const blocks: Block[] = [];
  let heading = "";
  for (const [whole, title, language, body] of text.matchAll(/^#+ (.+)$|^```(\w+)[^\n]*\n([\s\S]*?)^```$/gm)) {
    if (title !== undefined) heading = title;
    else blocks.push({ language: language ?? "", text: body ?? whole, heading });
  }
  return blocks;
}

/** The one block of a language under a heading. @throws Error when there is none, or more than one */
export function blockUnder(page: string, heading: string, language: string): string {
  const found = blocksOf(page).filter((block) => block.heading === heading && block.language === language);
  if (found.length === 1) return found[0]!.text;
  throw new Error(`${page} has ${found.length} blocks of ${language} under "${heading}".`);
}
