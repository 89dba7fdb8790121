/** The one account and the ways into it. Nobody's real credentials; the id is that of the vendor's example. */
export const DOMAIN_ID = "99a3fff0d03c428eac3678da6a7d0f24";
export const ACCESS_KEY = { id: "SANDBOXHUAWEIGAKEY", secret: "sandbox-secret-huawei-ga" } as const;
export const USER = {
  name: "sandbox-user",
  password: "sandbox-password-huawei-ga",
  domainName: "sandbox-domain",
} as const;
