import { afterEach, expect, it } from "vitest";
import { fill, type Mistake, validationMistakes } from "../../../src/config/fill.js";
import { HuaweiElbAccountConfig } from "../../../src/providers/huawei-elb/account.js";
import { huaweiElb } from "../../../src/providers/huawei-elb/index.js";
import { connectSandboxed } from "../../support/sandboxed-provider.js";
import type { Shared } from "./recorder.js";

function mistakesIn(changes: object): string[] {
  const mistakes: Mistake[] = [];
  const credentials = { accessKeyId: "k", secretAccessKey: { value: "s" } };
  const plain = {
    id: "prod",
    provider: "huawei-elb",
    endpoint: "https://elb.eu-west-101.myhuaweicloud.eu",
    projectId: "601240b9c5c94059b63d484c92cfe308",
    credentials,
    ...changes,
  };
  const config = fill(HuaweiElbAccountConfig, plain, "", mistakes, { env: {}, allowsPlainSecrets: true });
  return [...mistakes, ...validationMistakes(config, "")].map(({ path }) => path);
}

it("requires endpoint and project", () => {
  expect(mistakesIn({})).toEqual([]);
  expect(mistakesIn({ projectId: undefined })).toEqual(["projectId"]);
  expect(mistakesIn({ projectId: "eu-west-101" })).toEqual(["projectId"]);
  expect(mistakesIn({ endpoint: undefined })).toEqual(["endpoint"]);
});

let provider: Shared | undefined;
afterEach(() => provider?.stop());

it("also accepts an IAM user", async () => {
  const cloud = await huaweiElb.sandbox();
  const { "user name": userName, "user password": password, "user domain name": userDomainName } = cloud.credentials;
  const asUser = (endpoint: string) => ({
    ...cloud.account(endpoint),
    credentials: { userName, password: { value: password }, userDomainName, iamEndpoint: endpoint },
  });
  provider = await connectSandboxed({ ...huaweiElb, sandbox: async () => ({ ...cloud, account: asUser }) });
  const { items } = await provider.service.listParents({}, { after: null, limit: 10 }, provider.call());
  expect(items).toHaveLength(5);
  expect(provider.cloud.countCalls("POST /v3/auth/tokens")).toBe(1);
});
