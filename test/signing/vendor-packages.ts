import { createRequire } from "node:module";

// Node and vitest disagree on what the default import of a CommonJS package is; `require` avoids the question.
const require = createRequire(import.meta.url);

const alibaba = require("@alicloud/openapi-util") as typeof import("@alicloud/openapi-util");
const tencentPath = "tencentcloud-sdk-nodejs/tencentcloud/common/sign.js";
const tencent = require(tencentPath) as typeof import("tencentcloud-sdk-nodejs/tencentcloud/common/sign.js");
const huaweiPath = "@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js";
const huawei = require(huaweiPath) as typeof import("@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js");

/** Alibaba Cloud's signers. */
export const AlibabaSigner = alibaba.default;

/** The arguments of Alibaba Cloud's V3 signer; the path is always `/`. */
export interface AlibabaRequest {
  readonly method: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** The `Authorization` of Alibaba Cloud's V3 signer, for the key `testid` with the secret `testsecret`. */
export function signByAlibaba(request: AlibabaRequest, body: string): string {
  const algorithm = "ACS3-HMAC-SHA256";
  const hash = AlibabaSigner.hexEncode(AlibabaSigner.hash(Buffer.from(body), algorithm));
  type VendorRequest = Parameters<typeof AlibabaSigner.getAuthorization>[0];
  const vendorRequest = { ...request, pathname: "/" } as unknown as VendorRequest;
  return AlibabaSigner.getAuthorization(vendorRequest, algorithm, hash, "testid", "testsecret");
}

/** Tencent Cloud's signers: `sign3` (TC3) and `sign` (the older ones, over a text that the caller composes). */
export const TencentSigner = tencent.default;

/** The arguments of Huawei Cloud's signer. */
export interface HuaweiRequest {
  readonly method: string;
  /** Absolute, with path, without query. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly queryParams?: Readonly<Record<string, string[]>>;
  /** The value that will be sent as JSON. */
  readonly data?: unknown;
}

/** Huawei Cloud's signer, for the key `testid` with the secret `testsecret`. It sorts the lists in `queryParams` in place. */
export function signByHuawei(request: HuaweiRequest): Record<string, string> {
  const key = { getAk: () => "testid", getSk: () => "testsecret" };
  return huawei.AKSKSigner.sign(request, key as Parameters<typeof huawei.AKSKSigner.sign>[1]);
}
