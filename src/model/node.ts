import { Field, ID, InterfaceType } from "type-graphql";

@InterfaceType({ description: "Anything with an opaque, stable id." })
export abstract class Node {
  @Field(() => ID, { description: "Opaque and stable: keep it, compare it, send it back; do not take it apart." })
  id!: string;
}
