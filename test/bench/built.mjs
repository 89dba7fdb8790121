/** The built server, as it is started. */
export const MAIN = new URL("../../dist/main.js", import.meta.url).pathname;

/** A module of the server, as the compiler made it: the same code that dist has in a few files. */
export const fromBuild = (file) => import(new URL(`../../build/${file}`, import.meta.url).href);
