import { IsOptional, ValidateNested } from "class-validator";
import { Field, ID, InputType, Int } from "type-graphql";
import { Checked, type Violation } from "./checked-input.js";
import { ListenerProtocol, MemberHealth } from "./enums.js";
import { Between, Characters } from "./field-bounds.js";
import {
  byName,
  Few,
  FewTexts,
  Ids,
  LISTENER,
  LONGEST_ADDRESS,
  LONGEST_ID,
  LONGEST_NAME,
  MEMBER,
  PARENT,
  POOL,
  ResourceFilter,
  SourceFilter,
  Urns,
} from "./filter-parts.js";
import { idIsOf } from "./generic-rules.js";
import { MAX_PORT_RANGES, PortRangeInput, ResourceTagInput } from "./inputs-shared.js";
import { numberFits } from "./limit-checks.js";
import { MAX_PORT, MIN_PORT } from "./port-range.js";

function* portsAreSome(ports: readonly number[] | null | undefined): Iterable<Violation> {
  for (const [index, port] of (ports ?? []).entries())
    yield* numberFits("ports", port, { min: MIN_PORT, max: MAX_PORT }, [index]);
}

@InputType({
  description:
    "Which load balancers and accelerators to list. Conditions are combined with AND; an omitted condition does not restrict.",
})
export class ListenerParentFilter extends ResourceFilter {
  @Field(() => [ID], { nullable: true, description: byName("ids") })
  @Ids(PARENT)
  ids?: string[] | null;

  @Field(() => [ID], { nullable: true, description: byName("urns") })
  @Urns(PARENT)
  urns?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Only those with one of these addresses or host names, in any spelling.",
  })
  @FewTexts(LONGEST_ADDRESS)
  addresses?: string[] | null;

  @Field(() => [ResourceTagInput], {
    nullable: true,
    description: "Only those with one of these tags: exactly this key with this value. Never on clouds without tags.",
  })
  @Few()
  @ValidateNested()
  tags?: ResourceTagInput[] | null;
}

/** What listeners and pools have in common. */
@InputType()
abstract class PartFilter extends ResourceFilter {
  @Field(() => ID, { nullable: true, description: "Only those of this load balancer or accelerator." })
  @Checked<PartFilter>({ id: ({ parentId }) => idIsOf(parentId, PARENT.what, ...PARENT.kinds) })
  parentId?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      "Only those of load balancers and accelerators with one of these addresses or host names, in any spelling.",
  })
  @FewTexts(LONGEST_ADDRESS)
  addresses?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Only in these cloud regions. Never those of a worldwide service.",
  })
  @FewTexts(LONGEST_NAME)
  regions?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Only those with this server among their members: its address or host name in any spelling, or the cloud's id of the server (PoolMember.address, PoolMember.targetId). Reads the members of each pool.",
  })
  @IsOptional()
  @Characters(1, LONGEST_ADDRESS)
  memberAddress?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "True: only those with an UNHEALTHY member. False: only those without one. Reads the members of each pool and their health; an entry whose health cannot be read is left out and reported in sourceProblems.",
  })
  hasUnhealthyMembers?: boolean | null;
}

@InputType({
  description: "Which pools to list. Conditions are combined with AND; an omitted condition does not restrict.",
})
export class PoolFilter extends PartFilter {
  @Field(() => [ID], { nullable: true, description: byName("ids") })
  @Ids(POOL)
  ids?: string[] | null;

  @Field(() => [ID], { nullable: true, description: byName("urns") })
  @Urns(POOL)
  urns?: string[] | null;
}

@InputType({
  description: "Which listeners to list. Conditions are combined with AND; an omitted condition does not restrict.",
})
export class ListenerFilter extends PartFilter {
  @Field(() => [ID], { nullable: true, description: byName("ids") })
  @Ids(LISTENER)
  ids?: string[] | null;

  @Field(() => [ID], { nullable: true, description: byName("urns") })
  @Urns(LISTENER)
  urns?: string[] | null;

  @Field(() => [ListenerProtocol], { nullable: true, description: "Only of these protocols." })
  @Few()
  protocols?: ListenerProtocol[] | null;

  @Field(() => Int, { nullable: true, description: "Only listeners with a port range that includes this port." })
  @IsOptional()
  @Between(MIN_PORT, MAX_PORT)
  coversPort?: number | null;

  @Field(() => [PortRangeInput], {
    nullable: true,
    description: "Only listeners with at least one port in one of these ranges.",
  })
  @Few(MAX_PORT_RANGES)
  @ValidateNested()
  overlapsPorts?: PortRangeInput[] | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "Only those that use this certificate, by the cloud's own id: as a server certificate or as a CA for client certificates, as shown in `tls`. Certificates of single host names (SNI) that a cloud keeps apart from the listener are not found.",
  })
  @IsOptional()
  @Characters(1, LONGEST_ID)
  certificateId?: string | null;

  @Field(() => [ResourceTagInput], {
    nullable: true,
    description:
      "Only those with one of these tags: exactly this key with this value. Never on clouds without tags on listeners.",
  })
  @Few()
  @ValidateNested()
  tags?: ResourceTagInput[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Only those whose isServing has this value; never those for which it is null. Reads the load balancer or accelerator, the pools, the members and their health; an entry for which something cannot be read is left out and reported in sourceProblems.",
  })
  isServing?: boolean | null;
}

@InputType({
  description:
    "Which members of pools to list. Conditions are combined with AND; an omitted condition does not restrict.",
})
export class PoolMemberFilter extends SourceFilter {
  @Field(() => [ID], { nullable: true, description: byName("ids") })
  @Ids(MEMBER)
  ids?: string[] | null;

  @Field(() => ID, { nullable: true, description: "Only in pools of this load balancer or accelerator." })
  @Checked<PoolMemberFilter>({ id: ({ parentId }) => idIsOf(parentId, PARENT.what, ...PARENT.kinds) })
  parentId?: string | null;

  @Field(() => ID, { nullable: true, description: "Only of this pool." })
  @Checked<PoolMemberFilter>({ id: ({ poolId }) => idIsOf(poolId, POOL.what, ...POOL.kinds) })
  poolId?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      "Only these servers: addresses or host names in any spelling, or the cloud's ids of the servers (address, targetId).",
  })
  @FewTexts(LONGEST_ADDRESS)
  addresses?: string[] | null;

  @Field(() => [Int], {
    nullable: true,
    description: "Only with these ports. Never those that use the listener's port.",
  })
  @Few()
  @Checked<PoolMemberFilter>({ port: ({ ports }) => portsAreSome(ports) })
  ports?: number[] | null;

  @Field(() => [MemberHealth], {
    nullable: true,
    description:
      "Only those with this health. Reads the health of all members; a member whose health cannot be read is left out and reported in sourceProblems, unless NOT_READ is among these.",
  })
  @Few()
  healths?: MemberHealth[] | null;
}
