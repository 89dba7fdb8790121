import { ValidateNested } from "class-validator";
import { Field, ID, InputType } from "type-graphql";
import { ChangeInput } from "./change-input.js";
import { Checked, type RuleContext } from "./checked-input.js";
import { BalancingAlgorithm, ClientAffinity, ListenerProtocol } from "./enums.js";
import { idIsOf, portsFitCloud, rangesDoNotOverlap, settingsFitCloud } from "./generic-rules.js";
import {
  HealthMonitorInput,
  ListenerTimeoutsInput,
  PortRangeInput,
  ResourceTagInput,
  TlsSettingsInput,
} from "./inputs-shared.js";
import { isOffered, mustBe } from "./limit-checks.js";
import {
  descriptionFits,
  healthMonitorFits,
  healthMonitorIsWhole,
  nameFits,
  tagsFit,
  timeoutsFit,
  tlsFits,
} from "./part-checks.js";
import { ListenerSettingsInput } from "./settings.js";

const waitDescription =
  "Answer only when the cloud reports that the change is complete, or when the deadline is reached; the status says which. False: answer as soon as the cloud has accepted it.";

@InputType({ description: "A listener to create: which ports to open, and on which load balancer or accelerator." })
export class CreateListenerInput extends ChangeInput {
  @Field(() => ID, { description: "The id of the load balancer or accelerator." })
  @Checked<CreateListenerInput>({
    parentId: ({ parentId }) => idIsOf(parentId, "load balancer or accelerator", "load-balancer", "accelerator"),
  })
  parentId!: string;

  @Field(() => String, {
    nullable: true,
    description: "A name for people. The allowed characters and lengths depend on the cloud.",
  })
  @Checked<CreateListenerInput>({ nameOfCloud: ({ name }, context) => nameFits(name, context) })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "Free text." })
  @Checked<CreateListenerInput>({
    descriptionOfCloud: ({ description }, context) => descriptionFits(description, context),
  })
  description?: string | null;

  @Field(() => ListenerProtocol, { description: "The protocol in which to accept traffic." })
  @Checked<CreateListenerInput>({
    protocolOfCloud: ({ protocol }, context) => isOffered("protocol", protocol, ({ protocols }) => protocols, context),
  })
  protocol!: ListenerProtocol;

  @Field(() => [PortRangeInput], {
    description:
      "The ports to open. HTTP and HTTPS listeners have one port; the cloud's capabilities say how many ranges the others can have.",
  })
  @ValidateNested()
  @Checked<CreateListenerInput>({
    distinctPorts: ({ portRanges }) => rangesDoNotOverlap(portRanges),
    portsOfCloud: ({ portRanges, protocol }, context) => portsFitCloud(portRanges, protocol, context?.capabilities),
  })
  portRanges!: PortRangeInput[];

  @Field(() => ClientAffinity, {
    nullable: true,
    description: "Whether to keep a client on one server. Default: the cloud's, which is NONE.",
  })
  @Checked<CreateListenerInput>({
    clientAffinityOfCloud: ({ clientAffinity }, context) =>
      isOffered("clientAffinity", clientAffinity, ({ clientAffinities }) => clientAffinities, context),
  })
  clientAffinity?: ClientAffinity | null;

  @Field(() => BalancingAlgorithm, {
    nullable: true,
    description: "How to choose servers, when the listener decides that.",
  })
  @Checked<CreateListenerInput>({
    algorithmOfCloud: ({ algorithm }, context) =>
      isOffered("algorithm", algorithm, ({ algorithms }) => algorithms, context),
  })
  algorithm?: BalancingAlgorithm | null;

  @Field(() => TlsSettingsInput, {
    nullable: true,
    description: "Certificates and TLS versions; required for HTTPS and not allowed otherwise.",
  })
  @ValidateNested()
  @Checked<CreateListenerInput>({
    tlsOnHttps: function* ({ tls, protocol }) {
      if (protocol === "HTTPS" && !tls?.certificateIds?.length)
        yield { at: ["certificateIds"], message: mustBe("certificateIds", "hold a certificate for HTTPS", undefined) };
      if (protocol !== "HTTPS" && tls) yield { message: onlyHttps(protocol) };
    },
    tlsOfCloud: ({ tls }, context) => tlsFits(tls, context),
  })
  tls?: TlsSettingsInput | null;

  @Field(() => ListenerTimeoutsInput, { nullable: true, description: "Timeouts in seconds." })
  @ValidateNested()
  @Checked<CreateListenerInput>({
    timeoutsOfCloud: (input, context) => timeoutsFit(input.timeouts, input.protocol, context),
  })
  timeouts?: ListenerTimeoutsInput | null;

  @Field(() => HealthMonitorInput, {
    nullable: true,
    description: "Health checks, when they belong to the listener; on other clouds, set them on the pool.",
  })
  @ValidateNested()
  @Checked<CreateListenerInput>({
    healthMonitorOfCloud: ({ healthMonitor }, context) => healthMonitorFits(healthMonitor, context),
    wholeHealthMonitor: ({ healthMonitor }, context) => healthMonitorIsWhole(healthMonitor, context),
  })
  healthMonitor?: HealthMonitorInput | null;

  @Field(() => [ResourceTagInput], { nullable: true, description: "Labels." })
  @ValidateNested()
  @Checked<CreateListenerInput>({ tagsOfCloud: ({ tags }, context) => tagsFit(tags, context) })
  tags?: ResourceTagInput[] | null;

  @Field(() => ListenerSettingsInput, { nullable: true, description: "Fields that only this cloud has." })
  @Checked<CreateListenerInput>({ settingsOfCloud: ({ settings }, context) => settingsFitCloud(settings, context) })
  settings?: ListenerSettingsInput | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: waitDescription })
  waitUntilActive?: boolean | null;
}

@InputType({
  description:
    "A change to a listener. Omitted fields keep their values, and a value that is already set is not sent: an input that repeats what was read changes nothing. Null and an empty text clear a value when the cloud can do that (capabilities.clearableListenerFields); otherwise they are an UNSUPPORTED problem.",
})
export class UpdateListenerInput extends ChangeInput {
  @Field(() => ID, { description: "The listener's id." })
  @Checked<UpdateListenerInput>({ listenerId: ({ id }) => idIsOf(id, "listener", "listener") })
  id!: string;

  @Field(() => String, { nullable: true, description: "Refuse the change unless the listener's etag equals this one." })
  ifMatch?: string | null;

  @Field(() => String, { nullable: true, description: "The new name." })
  @Checked<UpdateListenerInput>({ nameOfCloud: ({ name }, context) => nameFits(name, context) })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "The new description." })
  @Checked<UpdateListenerInput>({
    descriptionOfCloud: ({ description }, context) => descriptionFits(description, context),
  })
  description?: string | null;

  @Field(() => ListenerProtocol, {
    nullable: true,
    description:
      "The new protocol, on clouds that can change it (see capabilities.immutableListenerFields). Ports, TLS, timeouts and settings are checked against the new protocol; fields that it does not have are dropped, and timeouts start from the cloud's defaults.",
  })
  @Checked<UpdateListenerInput>({
    protocolOfCloud: ({ protocol }, context) => isOffered("protocol", protocol, ({ protocols }) => protocols, context),
    keptPortsOfProtocol: function* (input, context) {
      const ports = context?.listener?.portRanges;
      if (!ports || input.portRanges || !input.protocol || input.protocol === context.listener?.protocol) return;
      for (const { message, code } of portsFitCloud(ports, input.protocol, context.capabilities))
        yield { message: `${message} Give \`portRanges\` that suit ${input.protocol} in the same change.`, code };
    },
  })
  protocol?: ListenerProtocol | null;

  @Field(() => [PortRangeInput], { nullable: true, description: "The new ports. Replaces all ranges." })
  @ValidateNested()
  @Checked<UpdateListenerInput>({
    distinctPorts: ({ portRanges }) => rangesDoNotOverlap(portRanges ?? []),
    portsOfCloud: (input, context) =>
      input.portRanges ? portsFitCloud(input.portRanges, protocolAfter(input, context), context?.capabilities) : [],
  })
  portRanges?: PortRangeInput[] | null;

  @Field(() => ClientAffinity, { nullable: true, description: "Whether to keep a client on one server." })
  @Checked<UpdateListenerInput>({
    clientAffinityOfCloud: ({ clientAffinity }, context) =>
      isOffered("clientAffinity", clientAffinity, ({ clientAffinities }) => clientAffinities, context),
  })
  clientAffinity?: ClientAffinity | null;

  @Field(() => BalancingAlgorithm, {
    nullable: true,
    description: "How to choose servers, when the listener decides that.",
  })
  @Checked<UpdateListenerInput>({
    algorithmOfCloud: ({ algorithm }, context) =>
      isOffered("algorithm", algorithm, ({ algorithms }) => algorithms, context),
  })
  algorithm?: BalancingAlgorithm | null;

  @Field(() => TlsSettingsInput, { nullable: true, description: "Certificates and TLS versions; HTTPS only." })
  @ValidateNested()
  @Checked<UpdateListenerInput>({
    tlsOnHttps: function* (input, context) {
      const { tls } = input;
      const protocol = protocolAfter(input, context);
      if (tls && protocol && protocol !== "HTTPS") yield { message: onlyHttps(protocol) };
      const held = context?.listener?.tls?.certificateIds;
      const isWithout = context?.listener && !held?.length && !tls?.certificateIds?.length;
      if (input.protocol === "HTTPS" && isWithout)
        yield { at: ["certificateIds"], message: mustBe("certificateIds", "hold a certificate for HTTPS", undefined) };
    },
    tlsOfCloud: ({ tls }, context) => tlsFits(tls, context),
  })
  tls?: TlsSettingsInput | null;

  @Field(() => ListenerTimeoutsInput, { nullable: true, description: "Timeouts in seconds." })
  @ValidateNested()
  @Checked<UpdateListenerInput>({
    timeoutsOfCloud: (input, context) => timeoutsFit(input.timeouts, protocolAfter(input, context), context),
  })
  timeouts?: ListenerTimeoutsInput | null;

  @Field(() => HealthMonitorInput, {
    nullable: true,
    description: "Health checks, when they belong to the listener; on other clouds, change the pool.",
  })
  @ValidateNested()
  @Checked<UpdateListenerInput>({
    healthMonitorOfCloud: ({ healthMonitor }, context) => healthMonitorFits(healthMonitor, context),
  })
  healthMonitor?: HealthMonitorInput | null;

  @Field(() => [ResourceTagInput], { nullable: true, description: "The new tags. Replaces all tags." })
  @ValidateNested()
  @Checked<UpdateListenerInput>({ tagsOfCloud: ({ tags }, context) => tagsFit(tags, context) })
  tags?: ResourceTagInput[] | null;

  @Field(() => ListenerSettingsInput, { nullable: true, description: "Fields that only this cloud has." })
  @Checked<UpdateListenerInput>({ settingsOfCloud: ({ settings }, context) => settingsFitCloud(settings, context) })
  settings?: ListenerSettingsInput | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: waitDescription })
  waitUntilActive?: boolean | null;
}

@InputType({ description: "A listener to delete." })
export class DeleteListenerInput extends ChangeInput {
  @Field(() => ID, { description: "The listener's id." })
  @Checked<DeleteListenerInput>({ listenerId: ({ id }) => idIsOf(id, "listener", "listener") })
  id!: string;

  @Field(() => String, { nullable: true, description: "Refuse to delete unless the listener's etag equals this one." })
  ifMatch?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "Also delete what depends on the listener: its pools with their members and health monitors, and the cloud's own forwarding rules. Before anything is deleted, everything is checked; a dependent that is used elsewhere, frozen or unreadable makes the whole change fail. Then pools are detached when the cloud can do that, the listener is deleted, and its pools after it; when the cloud wants dependents deleted first, deletion goes from the bottom up. A pool that other listeners also use is only detached. If the cloud refuses midway, what was removed is restored as far as possible, and the problem's message says what was restored and what is gone. Null means false.",
  })
  cascade!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "Answer only when the cloud no longer has the listener, or when the deadline is reached. False: answer as soon as the cloud has accepted it. Null means false.",
  })
  waitUntilGone?: boolean | null;
}

/**
 * The listener's protocol after the change; undefined until the listener has been read, when the input names no
 * protocol.
 */
export const protocolAfter = (
  { protocol }: Pick<UpdateListenerInput, "protocol">,
  context: Pick<RuleContext, "listener"> | undefined,
): ListenerProtocol | undefined => protocol ?? context?.listener?.protocol;

const onlyHttps = (protocol: ListenerProtocol) =>
  `\`tls\` is allowed for HTTPS listeners only; this one is ${protocol}. Omit it.`;
