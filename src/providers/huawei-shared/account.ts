import { ValidateBy } from "class-validator";
import { CloudAccountConfig } from "../../config/account.js";
import { HttpAddress, Nested, Optional, SecretText, Text } from "../../config/fields.js";
import type { Secret } from "../../config/secret.js";
import { line, token } from "../../config/text-shapes.js";

/** The form of IAM's ids of projects and accounts. */
export const hexId = {
  is: "32 hexadecimal digits, as the console shows them under My Credentials",
  pattern: /^[0-9a-f]{32}$/,
};

/** How an account authenticates: with an access key, or as an IAM user. Exactly one of the two. */
export class HuaweiCredentials {
  /** The public half of an access key (AK). */
  @Optional()
  @Text(token("the id of an access key"))
  accessKeyId?: string;

  /** The secret half of an access key (SK). */
  @Optional()
  @SecretText()
  secretAccessKey?: Secret;

  /** For temporary access keys only. */
  @Optional()
  @SecretText({ inHeader: true })
  securityToken?: Secret;

  /** The IAM user's name. */
  @Optional()
  @Text(line("the name of an IAM user"))
  userName?: string;

  @Optional()
  @SecretText()
  password?: Secret;

  /** The name of the account (domain) that the IAM user belongs to. */
  @Optional()
  @Text(line("the name of an account (domain)"))
  userDomainName?: string;

  /** Where IAM users get tokens; the worldwide address unless a region's own is wanted. */
  @HttpAddress("https://iam.eu-de.example.com")
  iamEndpoint = "https://iam.myhuaweicloud.com";
}

/** What is wrong with the choice between the two ways; null when exactly one is given completely. */
function mistakeIn(credentials: HuaweiCredentials): string | null {
  const { accessKeyId, secretAccessKey, securityToken, userName, password, userDomainName } = credentials;
  const keyParts = [accessKeyId, secretAccessKey];
  const userParts = [userName, password, userDomainName];
  const hasKey = [...keyParts, securityToken].some(Boolean);
  const hasUser = userParts.some(Boolean);
  if (hasKey && hasUser) return "This is an access key and an IAM user at once. Keep one of the two.";
  if (hasKey && !keyParts.every(Boolean)) return "An access key needs both accessKeyId and secretAccessKey.";
  if (hasUser && !userParts.every(Boolean)) return "An IAM user needs userName, password and userDomainName.";
  if (hasKey || hasUser) return null;
  return "Give an access key (accessKeyId, secretAccessKey) or an IAM user (userName, password, userDomainName).";
}

const ExactlyOneWay = (): PropertyDecorator =>
  ValidateBy({
    name: "exactlyOneWay",
    validator: {
      validate: (value) => value instanceof HuaweiCredentials && mistakeIn(value) === null,
      defaultMessage: (args) => {
        const value: unknown = args?.value;
        return mistakeIn(value instanceof HuaweiCredentials ? value : new HuaweiCredentials()) ?? "";
      },
    },
  });

/** The settings that accounts of all Huawei clouds share in the configuration file. */
export abstract class HuaweiAccountConfig extends CloudAccountConfig {
  /** The project whose resources are managed, for regional services. */
  @Optional()
  @Text(hexId)
  projectId?: string;

  /** The account (domain) whose resources are managed, for worldwide services. */
  @Optional()
  @Text(hexId)
  domainId?: string;

  @ExactlyOneWay()
  @Nested(() => HuaweiCredentials)
  credentials: HuaweiCredentials = new HuaweiCredentials();

  /** A project belongs to one region. */
  override identity(): Readonly<Record<string, string | undefined>> {
    return { projectId: this.projectId };
  }
}
