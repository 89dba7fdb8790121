/** The one project and the ways into it. Nobody's real credentials. */
export const PROJECT_ID = "601240b9c5c94059b63d484c92cfe308";
export const REGION = "eu-west-0";
export const ACCESS_KEY = { id: "SANDBOXHUAWEIELBKEY", secret: "sandbox-secret-huawei-elb" } as const;
export const USER = {
  name: "sandbox-user",
  password: "sandbox-password-huawei-elb",
  domainName: "sandbox-domain",
} as const;
