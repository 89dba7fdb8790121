/**
 * The hosts that a Tencent client may have signed for this `Host` header. Against an endpoint with a port the vendor's
 * SDK signs the bare host name with TC3 and host and port with the older methods (tencentcloud-sdk-nodejs 4.1.313
 * `common/sign`, `common/abstract_client`), so both are accepted.
 */
export function signableHosts(host: string): readonly string[] {
  const withoutPort = host.replace(/:\d+$/, "");
  return withoutPort === host ? [host] : [host, withoutPort];
}
