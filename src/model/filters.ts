import { Field, ID, InputType, Int } from "type-graphql";
import { CloudProvider } from "./cloud-provider.js";
import { ListenerProtocol, ResourceStatus } from "./enums.js";

@InputType({
  description:
    "Which load balancers and accelerators to list. Conditions are combined with AND; an omitted condition does not restrict.",
})
export class ListenerParentFilter {
  @Field(() => [CloudProvider], { nullable: true, description: "Only of these clouds." })
  providers?: CloudProvider[] | null;

  @Field(() => [ID], { nullable: true, description: "Only of these accounts." })
  accountIds?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: "Only those whose name contains this text, in upper or lower case.",
  })
  nameContains?: string | null;
}

@InputType({
  description: "Which pools to list. Conditions are combined with AND; an omitted condition does not restrict.",
})
export class PoolFilter {
  @Field(() => [CloudProvider], { nullable: true, description: "Only of these clouds." })
  providers?: CloudProvider[] | null;

  @Field(() => [ID], { nullable: true, description: "Only of these accounts." })
  accountIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: "Only those of this load balancer or accelerator." })
  parentId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Only those whose name contains this text, in upper or lower case.",
  })
  nameContains?: string | null;
}

@InputType({
  description: "Which listeners to list. Conditions are combined with AND; an omitted condition does not restrict.",
})
export class ListenerFilter extends PoolFilter {
  @Field(() => [ListenerProtocol], { nullable: true, description: "Only of these protocols." })
  protocols?: ListenerProtocol[] | null;

  @Field(() => [ResourceStatus], { nullable: true, description: "Only in these states." })
  statuses?: ResourceStatus[] | null;

  @Field(() => Int, { nullable: true, description: "Only listeners with a port range that includes this port." })
  coversPort?: number | null;
}
