import { Field, ID, InterfaceType } from "type-graphql";

@InterfaceType({ description: "Anything with an opaque, stable id." })
export abstract class Node {
  @Field(() => ID, { description: "Opaque and stable: store it, compare it, send it back; do not parse it." })
  id!: string;
}
