import { validateSync } from "class-validator";
import { describe, expect, it } from "vitest";
import { Secret } from "../../../src/config/secret.js";
import { HuaweiAccountConfig, HuaweiCredentials } from "../../../src/providers/huawei-shared/account.js";

class SomeConfig extends HuaweiAccountConfig {}

function mistakes(credentials: Partial<HuaweiCredentials> | null, others: Partial<SomeConfig> = {}): string[] {
  const config = Object.assign(new SomeConfig(), {
    id: "h",
    provider: "huawei-ga",
    endpoint: "https://ga.example.com",
  });
  Object.assign(config, others);
  if (credentials) Object.assign(config, { credentials: Object.assign(new HuaweiCredentials(), credentials) });
  const texts = (errors: ReturnType<typeof validateSync>): string[] =>
    errors.flatMap((error) => [...Object.values(error.constraints ?? {}), ...texts(error.children ?? [])]);
  return texts(validateSync(config));
}

const key = { accessKeyId: "AK", secretAccessKey: new Secret("sk") };
const user = { userName: "svc", password: new Secret("pw"), userDomainName: "acme" };

describe("a Huawei account's credentials", () => {
  it.each([
    ["an access key", key],
    ["a temporary access key", { ...key, securityToken: new Secret("st") }],
    ["an IAM user", user],
  ])("may be %s", (_what, credentials) => {
    expect(mistakes(credentials)).toEqual([]);
  });

  it.each([
    ["left out", null, /Give an access key .* or an IAM user/],
    ["empty", {}, /Give an access key .* or an IAM user/],
    ["both ways at once", { ...key, ...user }, /at once. Keep one/],
    ["half an access key", { accessKeyId: "AK" }, /needs both accessKeyId and secretAccessKey/],
    ["a security token alone", { securityToken: new Secret("st") }, /needs both accessKeyId and secretAccessKey/],
    [
      "half an IAM user",
      { userName: "svc", password: new Secret("pw") },
      /needs userName, password and userDomainName/,
    ],
    ["a bad IAM address", { ...user, iamEndpoint: "iam" }, /`iamEndpoint` must be an http or https address/],
  ])("are refused when they are %s", (_what, credentials, sentence) => {
    const found = mistakes(credentials);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(sentence);
  });

  it("are refused when a secret is in plain text", () => {
    const found = mistakes({ accessKeyId: "AK", secretAccessKey: "sk" as unknown as Secret });
    expect(found.join()).toMatch(/must be a reference/);
  });
});

describe("a Huawei account's ids", () => {
  it("are 32 hexadecimal digits", () => {
    const id = "0123456789abcdef0123456789abcdef";
    expect(mistakes(key, { projectId: id, domainId: id })).toEqual([]);
    expect(mistakes(key, { projectId: "eu-de", domainId: "acme" })).toHaveLength(2);
  });
});
