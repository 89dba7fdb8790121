import { validateSync } from "class-validator";
import { describe, expect, it } from "vitest";
import { Secret } from "../../../src/config/secret.js";
import { HuaweiGaAccountConfig } from "../../../src/providers/huawei-ga/account.js";
import { HuaweiCredentials } from "../../../src/providers/huawei-shared/account.js";

const id32 = "99a3fff0d03c428eac3678da6a7d0f24";
const key = { accessKeyId: "AK", secretAccessKey: new Secret("sk") };
const user = { userName: "svc", password: new Secret("pw"), userDomainName: "acme" };

function mistakes(credentials: Partial<HuaweiCredentials>, fields: Partial<HuaweiGaAccountConfig> = {}): string[] {
  const config = Object.assign(new HuaweiGaAccountConfig(), { id: "ga", provider: "huawei-ga", ...fields });
  config.credentials = Object.assign(new HuaweiCredentials(), credentials);
  return validateSync(config).flatMap(({ constraints }) => Object.values(constraints ?? {}));
}

describe("an account", () => {
  it("has the public address, and X-Domain-Id for its header, unless it says otherwise", () => {
    expect(new HuaweiGaAccountConfig()).toMatchObject({
      endpoint: "https://ga.myhuaweicloud.com",
      accountHeader: "X-Domain-Id",
    });
    expect(mistakes(key, { domainId: id32 })).toEqual([]);
    expect(mistakes(key, { projectId: id32, accountHeader: "X-Project-Id" })).toEqual([]);
    expect(mistakes(user)).toEqual([]);
  });

  it("with an access key needs the id that goes with its header", () => {
    expect(mistakes(key)).toEqual([expect.stringMatching(/^`domainId` must be .* X-Domain-Id requires it/)]);
    expect(mistakes(key, { domainId: id32, accountHeader: "X-Project-Id" })).toEqual([
      expect.stringMatching(/^`projectId` must be .* X-Project-Id requires it/),
    ]);
  });

  it("knows no other header", () => {
    expect(mistakes(key, { domainId: id32, accountHeader: "X-Account" as "X-Domain-Id" })).toEqual([
      "`accountHeader` must be X-Domain-Id or X-Project-Id.",
    ]);
  });
});
