/** The built server, as it is started. Modules of it are imported from build/, where the compiler puts them. */
export const MAIN = new URL("../../dist/main.js", import.meta.url).pathname;
