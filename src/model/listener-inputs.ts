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
  "Answer only when the cloud reports the change as done, or the deadline has come; the status says which. False: answer as soon as the cloud has accepted it.";

@InputType({ description: "A listener to create: which ports to open, on what." })
export class CreateListenerInput extends ChangeInput {
  @Field(() => ID, { description: "The id of the load balancer or accelerator." })
  @Checked<CreateListenerInput>({
    parentId: ({ parentId }) => idIsOf(parentId, "load balancer or accelerator", "load-balancer", "accelerator"),
  })
  parentId!: string;

  @Field(() => String, {
    nullable: true,
    description: "A name for people. Which characters and lengths are allowed depends on the cloud.",
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
      "The ports to open. HTTP and HTTPS take one port; how many ranges the others take is in the cloud's capabilities.",
  })
  @ValidateNested()
  @Checked<CreateListenerInput>({
    distinctPorts: ({ portRanges }) => rangesDoNotOverlap(portRanges),
    portsOfCloud: ({ portRanges, protocol }, context) => portsFitCloud(portRanges, protocol, context?.capabilities),
  })
  portRanges!: PortRangeInput[];

  @Field(() => ClientAffinity, {
    nullable: true,
    description: "Whether to keep a client with one server. Left out: the cloud's default, which is NONE.",
  })
  @Checked<CreateListenerInput>({
    clientAffinityOfCloud: ({ clientAffinity }, context) =>
      isOffered("clientAffinity", clientAffinity, ({ clientAffinities }) => clientAffinities, context),
  })
  clientAffinity?: ClientAffinity | null;

  @Field(() => BalancingAlgorithm, {
    nullable: true,
    description: "How to choose servers, where the listener decides that.",
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

  @Field(() => ListenerTimeoutsInput, { nullable: true, description: "Waiting times in seconds." })
  @ValidateNested()
  @Checked<CreateListenerInput>({
    timeoutsOfCloud: (input, context) => timeoutsFit(input.timeouts, input.protocol, context),
  })
  timeouts?: ListenerTimeoutsInput | null;

  @Field(() => HealthMonitorInput, {
    nullable: true,
    description: "Health checks, where they belong to the listener; elsewhere give them to the pool.",
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

  @Field(() => ListenerSettingsInput, { nullable: true, description: "Fields that only the parent's cloud has." })
  @Checked<CreateListenerInput>({ settingsOfCloud: ({ settings }, context) => settingsFitCloud(settings, context) })
  settings?: ListenerSettingsInput | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: waitDescription })
  waitUntilActive?: boolean | null;
}

@InputType({
  description:
    "A change to a listener. What is omitted stays as it is, and what has the given value already is not sent: an input that gives back what was read changes nothing. Null and an empty text take a value away where the cloud can do that (capabilities.clearableListenerFields), and are an UNSUPPORTED problem elsewhere.",
})
export class UpdateListenerInput extends ChangeInput {
  @Field(() => ID, { description: "The listener's id." })
  @Checked<UpdateListenerInput>({ listenerId: ({ id }) => idIsOf(id, "listener", "listener") })
  id!: string;

  @Field(() => String, { nullable: true, description: "Refuse the change when the listener's etag differs." })
  ifMatch?: string | null;

  @Field(() => String, { nullable: true, description: "The new name." })
  @Checked<UpdateListenerInput>({ nameOfCloud: ({ name }, context) => nameFits(name, context) })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "The new text." })
  @Checked<UpdateListenerInput>({
    descriptionOfCloud: ({ description }, context) => descriptionFits(description, context),
  })
  description?: string | null;

  @Field(() => ListenerProtocol, {
    nullable: true,
    description:
      "The new protocol, on clouds that can change it (capabilities.immutableListenerFields says which cannot). Ports, TLS, timeouts and settings are checked against the new protocol; what it has nothing for falls away, and its timeouts start from the cloud's defaults.",
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

  @Field(() => [PortRangeInput], { nullable: true, description: "Replaces all ranges." })
  @ValidateNested()
  @Checked<UpdateListenerInput>({
    distinctPorts: ({ portRanges }) => rangesDoNotOverlap(portRanges ?? []),
    portsOfCloud: (input, context) =>
      input.portRanges ? portsFitCloud(input.portRanges, protocolAfter(input, context), context?.capabilities) : [],
  })
  portRanges?: PortRangeInput[] | null;

  @Field(() => ClientAffinity, { nullable: true, description: "Whether to keep a client with one server." })
  @Checked<UpdateListenerInput>({
    clientAffinityOfCloud: ({ clientAffinity }, context) =>
      isOffered("clientAffinity", clientAffinity, ({ clientAffinities }) => clientAffinities, context),
  })
  clientAffinity?: ClientAffinity | null;

  @Field(() => BalancingAlgorithm, {
    nullable: true,
    description: "How to choose servers, where the listener decides that.",
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

  @Field(() => ListenerTimeoutsInput, { nullable: true, description: "Waiting times in seconds." })
  @ValidateNested()
  @Checked<UpdateListenerInput>({
    timeoutsOfCloud: (input, context) => timeoutsFit(input.timeouts, protocolAfter(input, context), context),
  })
  timeouts?: ListenerTimeoutsInput | null;

  @Field(() => HealthMonitorInput, {
    nullable: true,
    description: "Health checks, where they belong to the listener; elsewhere change the pool.",
  })
  @ValidateNested()
  @Checked<UpdateListenerInput>({
    healthMonitorOfCloud: ({ healthMonitor }, context) => healthMonitorFits(healthMonitor, context),
  })
  healthMonitor?: HealthMonitorInput | null;

  @Field(() => [ResourceTagInput], { nullable: true, description: "Replaces all labels." })
  @ValidateNested()
  @Checked<UpdateListenerInput>({ tagsOfCloud: ({ tags }, context) => tagsFit(tags, context) })
  tags?: ResourceTagInput[] | null;

  @Field(() => ListenerSettingsInput, { nullable: true, description: "Fields that only the listener's cloud has." })
  @Checked<UpdateListenerInput>({ settingsOfCloud: ({ settings }, context) => settingsFitCloud(settings, context) })
  settings?: ListenerSettingsInput | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: waitDescription })
  waitUntilActive?: boolean | null;
}

@InputType({ description: "A listener to close." })
export class DeleteListenerInput extends ChangeInput {
  @Field(() => ID, { description: "The listener's id." })
  @Checked<DeleteListenerInput>({ listenerId: ({ id }) => idIsOf(id, "listener", "listener") })
  id!: string;

  @Field(() => String, { nullable: true, description: "Refuse to delete when the listener's etag differs." })
  ifMatch?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "Also take away what hangs on the listener: its pools with their members and health monitors, and the cloud's own forwarding rules. First it is only looked whether all of it can go; what is in use elsewhere, frozen or unreadable is refused before anything is touched. Then pools are detached where the cloud can do that, the listener is deleted, and the pools after it; where the cloud wants them gone first, they go bottom-up. A pool that others use as well is only detached. When the cloud refuses on the way, what was taken away is put back as far as it can be, and the problem's message says what is back and what is gone. Null stands for false.",
  })
  cascade!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "Answer only when the cloud does not have the listener any more, or the deadline has come. False: answer as soon as the cloud has accepted it. Null stands for false.",
  })
  waitUntilGone?: boolean | null;
}

/** The protocol that a listener has once it is changed; undefined while it has not been read and the input names none. */
export const protocolAfter = (
  { protocol }: Pick<UpdateListenerInput, "protocol">,
  context: Pick<RuleContext, "listener"> | undefined,
): ListenerProtocol | undefined => protocol ?? context?.listener?.protocol;

const onlyHttps = (protocol: ListenerProtocol) =>
  `Only HTTPS listeners have \`tls\`; this one is ${protocol}. Omit it.`;
