import { createHash } from "node:crypto";

const markOf = (dot) => `<!-- drawn from ${createHash("sha256").update(dot).digest("hex")} -->`;

/** A picture that says what it was drawn from. */
export const marked = (svg, dot) => `${svg.trimEnd()}\n${markOf(dot)}\n`;

/** Whether a picture was drawn from this: what a test can ask without drawing. */
export const isDrawnFrom = (picture, dot) => picture.includes(markOf(dot));
