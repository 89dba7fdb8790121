import { registerEnumType } from "type-graphql";

/** The name of a cloud API dialect, for example ALIBABA_GA. Which there are is not known here. */
export type CloudProvider = string;

/** The enum gets its values when the schema is built. */
export const CloudProvider: Readonly<Record<string, CloudProvider>> = {};

registerEnumType(CloudProvider, {
  name: "CloudProvider",
  description: "One cloud API dialect. A vendor with several generations of its API has several.",
});
