import { Directive, Field, ID, ObjectType } from "type-graphql";
import { ProviderCapabilities } from "./capabilities.js";
import { CloudProvider } from "./cloud-provider.js";
import { Node } from "./node.js";

@ObjectType({
  implements: [Node],
  simpleResolvers: true,
  description: "A configured source: one cloud API, one set of credentials, one region or project.",
})
@Directive('@key(fields: "id")')
export class CloudAccount extends Node {
  @Field(() => ID, { description: "The account's name in the configuration." })
  override id!: string;

  @Field(() => CloudProvider, { description: "The cloud API that this account uses." })
  provider!: CloudProvider;

  @Field(() => String, {
    nullable: true,
    description: "The cloud region; null when the cloud is one worldwide service.",
  })
  region!: string | null;

  @Field(() => ProviderCapabilities, { description: "What can and cannot be done with this account." })
  capabilities!: ProviderCapabilities;

  constructor(fields: CloudAccount) {
    super();
    Object.assign(this, fields);
  }
}
