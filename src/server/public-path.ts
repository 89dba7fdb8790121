/** The public address of the server, with a slash at the end: the base of relative addresses. */
export const publicBase = (address: string): URL => new URL(address.endsWith("/") ? address : `${address}/`);

/** The path of a public address, with a slash at both ends; "/" without one. */
export const publicPath = (address: string | undefined): string =>
  address === undefined ? "/" : publicBase(address).pathname;

/** A path as this server knows it. A proxy in front may strip the public path or keep it: both work. */
export function withoutPublicPath(pathname: string, base: string): string {
  if (base === "/") return pathname;
  if (`${pathname}/` === base) return "/";
  return pathname.startsWith(base) ? pathname.slice(base.length - 1) : pathname;
}
