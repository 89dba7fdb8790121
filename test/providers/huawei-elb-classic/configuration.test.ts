import { validateSync } from "class-validator";
import { expect, it } from "vitest";
import { Secret } from "../../../src/config/secret.js";
import { HuaweiElbClassicAccountConfig } from "../../../src/providers/huawei-elb-classic/account.js";
import { HuaweiCredentials } from "../../../src/providers/huawei-shared/account.js";

function mistakesIn(fields: object): string[] {
  const credentials = Object.assign(new HuaweiCredentials(), { accessKeyId: "AK", secretAccessKey: new Secret("sk") });
  const account = { id: "classic", provider: "huawei-elb-classic", endpoint: "https://elb.example.com", credentials };
  const config = Object.assign(new HuaweiElbClassicAccountConfig(), account, fields);
  return validateSync(config).map(({ property }) => property);
}

it("requires the project, which is in every path", () => {
  expect(mistakesIn({ projectId: "601240b9c5c94059b63d484c92cfe308" })).toEqual([]);
  expect(mistakesIn({ projectId: "eu-west-0" })).toEqual(["projectId"]);
  expect(mistakesIn({})).toEqual(["projectId"]);
});

it("has no default endpoint", () => {
  expect(mistakesIn({ projectId: "601240b9c5c94059b63d484c92cfe308", endpoint: undefined })).toEqual(["endpoint"]);
});
