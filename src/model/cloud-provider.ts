import { registerEnumType } from "type-graphql";

/** The name of a cloud API dialect, for example ALIBABA_GA. Which there are is the provider registry's business. */
export type CloudProvider = string;

/** Filled from the provider registry before the schema is built. */
export const CloudProvider: Record<string, CloudProvider> = {};
const valuesConfig: Record<string, { description: string }> = {};

registerEnumType(CloudProvider, {
  name: "CloudProvider",
  description: "One cloud API dialect. A vendor with several generations of its API has several.",
  valuesConfig,
});

/** Adds an enum value. Takes effect for schemas that are built afterwards. */
export function addCloudProvider(name: CloudProvider, description: string): void {
  CloudProvider[name] = name;
  valuesConfig[name] = { description };
}
