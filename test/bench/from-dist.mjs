import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** The built server: dist, or what BENCH_DIST names. */
export const DIST = resolve(process.env.BENCH_DIST ?? new URL("../../dist", import.meta.url).pathname);

/** A module of the built server. */
export const fromDist = (file) => import(pathToFileURL(resolve(DIST, file)).href);
