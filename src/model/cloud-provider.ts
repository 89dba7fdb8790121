import { registerEnumType } from "type-graphql";

/** The name of a cloud API, for example ALIBABA_GA. This room does not know which ones exist. */
export type CloudProvider = string;

/** The enum gets its values when the schema is built. */
export const CloudProvider: Readonly<Record<string, CloudProvider>> = {};

registerEnumType(CloudProvider, {
  name: "CloudProvider",
  description: "A cloud API. A vendor with several generations of its API has several.",
});
