import { ArrayNotEmpty, IsOptional, MaxLength, ValidateNested } from "class-validator";
import { Field, ID, InputType } from "type-graphql";
import { BalancingAlgorithm, ClientAffinity, ListenerProtocol } from "./enums.js";
import { idIsOf, portsFitCloud, rangesDoNotOverlap, settingsFitCloud } from "./generic-rules.js";
import {
  HealthMonitorInput,
  ListenerTimeoutsInput,
  ListSize,
  MAX_PORT_RANGES,
  PortRangeInput,
  ResourceTagInput,
  TlsSettingsInput,
} from "./inputs-shared.js";
import { CheckedInput, Rule } from "./rule.js";
import { ListenerSettingsInput } from "./settings.js";

const waitDescription =
  "Answer only when the cloud reports the change as done, or the deadline has come; the status says which. False: answer as soon as the cloud has accepted it.";

@InputType({ description: "A listener to create: which ports to open, on what." })
export class CreateListenerInput extends CheckedInput {
  @Field(() => ID, { description: "The id of the load balancer or accelerator." })
  @Rule<CreateListenerInput>("parentId", ({ parentId }) =>
    idIsOf(parentId, "load balancer or accelerator", "load-balancer", "accelerator"),
  )
  parentId!: string;

  @Field(() => String, {
    nullable: true,
    description: "A name for people. Which characters and lengths are allowed depends on the cloud.",
  })
  @IsOptional()
  @MaxLength(255, { message: "A name has at most 255 characters." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "Free text." })
  @IsOptional()
  @MaxLength(255, { message: "A description has at most 255 characters." })
  description?: string | null;

  @Field(() => ListenerProtocol, { description: "The protocol in which to accept traffic." })
  @Rule<CreateListenerInput>("protocolOfCloud", function* ({ protocol, context }) {
    if (context && !context.capabilities.protocols.includes(protocol)) {
      yield {
        code: "UNSUPPORTED",
        message: `${context.capabilities.provider} has ${context.capabilities.protocols.join(", ")}, not ${protocol}.`,
      };
    }
  })
  protocol!: ListenerProtocol;

  @Field(() => [PortRangeInput], {
    description:
      "The ports to open. HTTP and HTTPS take one port; how many ranges the others take is in the cloud's capabilities.",
  })
  @ArrayNotEmpty({ message: "Name at least one port." })
  @ListSize("port ranges", MAX_PORT_RANGES)
  @ValidateNested()
  @Rule<CreateListenerInput>("distinctPorts", ({ portRanges }) => rangesDoNotOverlap(portRanges))
  @Rule<CreateListenerInput>("portsOfCloud", ({ portRanges, protocol, context }) =>
    portsFitCloud(portRanges, protocol, context?.capabilities),
  )
  portRanges!: PortRangeInput[];

  @Field(() => ClientAffinity, {
    nullable: true,
    description: "Whether to keep a client with one server. Left out: the cloud's default, which is NONE.",
  })
  @Rule<CreateListenerInput>("clientAffinityOfCloud", function* ({ clientAffinity, context }) {
    if (!clientAffinity || !context || context.capabilities.unsupportedListenerFields.includes("clientAffinity"))
      return;
    const { clientAffinities, provider } = context.capabilities;
    if (!clientAffinities.includes(clientAffinity))
      yield {
        code: "UNSUPPORTED",
        message: `${provider} has ${clientAffinities.join(", ")} here, not ${clientAffinity}.`,
      };
  })
  clientAffinity?: ClientAffinity | null;

  @Field(() => BalancingAlgorithm, {
    nullable: true,
    description: "How to choose servers, where the listener decides that.",
  })
  @Rule<CreateListenerInput>("algorithmOfCloud", function* ({ algorithm, context }) {
    if (!algorithm || !context || context.capabilities.unsupportedListenerFields.includes("algorithm")) return;
    const { algorithms, provider } = context.capabilities;
    if (!algorithms.includes(algorithm))
      yield { code: "UNSUPPORTED", message: `${provider} has ${algorithms.join(", ")}, not ${algorithm}.` };
  })
  algorithm?: BalancingAlgorithm | null;

  @Field(() => TlsSettingsInput, {
    nullable: true,
    description: "Certificates and TLS versions; required for HTTPS and not allowed otherwise.",
  })
  @ValidateNested()
  @Rule<CreateListenerInput>("tlsOnHttps", function* ({ tls, protocol }) {
    if (protocol === "HTTPS" && !tls?.certificateIds?.length)
      yield { at: ["certificateIds"], message: "An HTTPS listener needs at least one certificate." };
    if (protocol !== "HTTPS" && tls)
      yield { message: `Only HTTPS listeners have TLS settings; this one is ${protocol}.` };
  })
  tls?: TlsSettingsInput | null;

  @Field(() => ListenerTimeoutsInput, { nullable: true, description: "Waiting times in seconds." })
  @IsOptional()
  @ValidateNested()
  timeouts?: ListenerTimeoutsInput | null;

  @Field(() => HealthMonitorInput, {
    nullable: true,
    description: "Health checks, where they belong to the listener; elsewhere give them to the pool.",
  })
  @IsOptional()
  @ValidateNested()
  healthMonitor?: HealthMonitorInput | null;

  @Field(() => [ResourceTagInput], { nullable: true, description: "Labels." })
  @IsOptional()
  @ListSize("tags", 50)
  @ValidateNested()
  @Rule<CreateListenerInput>("distinctTags", ({ tags }) => distinctTags(tags))
  tags?: ResourceTagInput[] | null;

  @Field(() => ListenerSettingsInput, { nullable: true, description: "Fields that only the parent's cloud has." })
  @IsOptional()
  @ValidateNested()
  @Rule<CreateListenerInput>("settingsOfCloud", (input) => settingsFitCloud(input.settings, input))
  settings?: ListenerSettingsInput | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: waitDescription })
  waitUntilActive?: boolean | null;
}

@InputType({ description: "A change to a listener. What is left out stays as it is." })
export class UpdateListenerInput extends CheckedInput {
  @Field(() => ID, { description: "The listener's id." })
  @Rule<UpdateListenerInput>("listenerId", ({ id }) => idIsOf(id, "listener", "listener"))
  id!: string;

  @Field(() => String, { nullable: true, description: "Refuse the change when the listener's etag differs." })
  ifMatch?: string | null;

  @Field(() => String, { nullable: true, description: "The new name." })
  @IsOptional()
  @MaxLength(255, { message: "A name has at most 255 characters." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "The new text." })
  @IsOptional()
  @MaxLength(255, { message: "A description has at most 255 characters." })
  description?: string | null;

  @Field(() => [PortRangeInput], { nullable: true, description: "Replaces all ranges." })
  @IsOptional()
  @ArrayNotEmpty({ message: "Name at least one port." })
  @ListSize("port ranges", MAX_PORT_RANGES)
  @ValidateNested()
  @Rule<UpdateListenerInput>("distinctPorts", ({ portRanges }) => rangesDoNotOverlap(portRanges ?? []))
  @Rule<UpdateListenerInput>("portsOfCloud", ({ portRanges, context }) => {
    if (context?.capabilities.immutableListenerFields.includes("portRanges")) return [];
    return portsFitCloud(portRanges ?? [], context?.listener?.protocol, context?.capabilities);
  })
  portRanges?: PortRangeInput[] | null;

  @Field(() => ClientAffinity, { nullable: true, description: "Whether to keep a client with one server." })
  @Rule<UpdateListenerInput>("clientAffinityOfCloud", function* ({ clientAffinity, context }) {
    if (!clientAffinity || !context) return;
    const { clientAffinities, provider, unsupportedListenerFields, immutableListenerFields } = context.capabilities;
    if ([...unsupportedListenerFields, ...immutableListenerFields].includes("clientAffinity")) return;
    if (!clientAffinities.includes(clientAffinity))
      yield {
        code: "UNSUPPORTED",
        message: `${provider} has ${clientAffinities.join(", ")} here, not ${clientAffinity}.`,
      };
  })
  clientAffinity?: ClientAffinity | null;

  @Field(() => BalancingAlgorithm, {
    nullable: true,
    description: "How to choose servers, where the listener decides that.",
  })
  @Rule<UpdateListenerInput>("algorithmOfCloud", function* ({ algorithm, context }) {
    if (!algorithm || !context || context.capabilities.unsupportedListenerFields.includes("algorithm")) return;
    const { algorithms, provider } = context.capabilities;
    if (!algorithms.includes(algorithm))
      yield { code: "UNSUPPORTED", message: `${provider} has ${algorithms.join(", ")}, not ${algorithm}.` };
  })
  algorithm?: BalancingAlgorithm | null;

  @Field(() => TlsSettingsInput, { nullable: true, description: "Certificates and TLS versions; HTTPS only." })
  @IsOptional()
  @ValidateNested()
  @Rule<UpdateListenerInput>("tlsOnHttps", function* ({ tls, context }) {
    const protocol = context?.listener?.protocol;
    if (tls && protocol && protocol !== "HTTPS")
      yield { message: `Only HTTPS listeners have TLS settings; this one is ${protocol}.` };
  })
  tls?: TlsSettingsInput | null;

  @Field(() => ListenerTimeoutsInput, { nullable: true, description: "Waiting times in seconds." })
  @IsOptional()
  @ValidateNested()
  timeouts?: ListenerTimeoutsInput | null;

  @Field(() => HealthMonitorInput, {
    nullable: true,
    description: "Health checks, where they belong to the listener; elsewhere change the pool.",
  })
  @IsOptional()
  @ValidateNested()
  healthMonitor?: HealthMonitorInput | null;

  @Field(() => [ResourceTagInput], { nullable: true, description: "Replaces all labels." })
  @IsOptional()
  @ListSize("tags", 50)
  @ValidateNested()
  @Rule<UpdateListenerInput>("distinctTags", ({ tags }) => distinctTags(tags))
  tags?: ResourceTagInput[] | null;

  @Field(() => ListenerSettingsInput, { nullable: true, description: "Fields that only the listener's cloud has." })
  @IsOptional()
  @ValidateNested()
  @Rule<UpdateListenerInput>("settingsOfCloud", (input) => settingsFitCloud(input.settings, input))
  settings?: ListenerSettingsInput | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: waitDescription })
  waitUntilActive?: boolean | null;
}

@InputType({ description: "A listener to close." })
export class DeleteListenerInput extends CheckedInput {
  @Field(() => ID, { description: "The listener's id." })
  @Rule<DeleteListenerInput>("listenerId", ({ id }) => idIsOf(id, "listener", "listener"))
  id!: string;

  @Field(() => String, { nullable: true, description: "Refuse to delete when the listener's etag differs." })
  ifMatch?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: "Also take away what hangs on the listener, bottom-up." })
  cascade!: boolean;
}

function* distinctTags(tags: readonly ResourceTagInput[] | null | undefined) {
  const seen = new Set<string>();
  for (const [index, { key }] of (tags ?? []).entries()) {
    if (seen.has(key)) yield { at: [index, "key"], message: `The key ${key} is named twice.` };
    seen.add(key);
  }
}
