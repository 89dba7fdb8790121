import { ValidateIf } from "class-validator";
import type { HealthMonitorInput, PoolMemberInput, ResourceTagInput } from "../../model/inputs-shared.js";
import { CreateListenerInput, UpdateListenerInput } from "../../model/listener-inputs.js";
import { CreatePoolInput, SetPoolMembersInput, UpdatePoolInput } from "../../model/pool-inputs.js";
import { Rule, type Violation } from "../../model/rule.js";
import type { ListenerSettingsInput } from "../../model/settings.js";
import type { ProviderRules } from "../provider.js";
import { checkFits, descriptionFits, membersFit, nameFits, tagsFit } from "./field-rules.js";
import { FROZEN } from "./mapping.js";
import type { HuaweiGaListenerSettingsInput } from "./settings.js";
import type { GaEndpointGroup, GaListener } from "./wire-types.js";

/** The vendor's rules that are known before a call. Source, where a rule does not say: update listener page. */

class CreateListener extends CreateListenerInput {
  // Optional elsewhere; the rule has to run on a missing name, too.
  @Rule<CreateListener>("nameOfCloud", ({ name }) => nameFits(name ?? ""))
  @ValidateIf(() => true)
  override name?: string | null;

  @Rule<CreateListener>("descriptionOfCloud", ({ description }) => descriptionFits(description))
  override description?: string | null;

  @Rule<CreateListener>("tagsOfCloud", ({ tags }) => tagsFit(tags))
  override tags?: ResourceTagInput[] | null;

  @Rule<CreateListener>("settingsOfListener", function* ({ settings }) {
    if (ownIn(settings)?.domainId == null) return;
    yield {
      at: [...own, "domainId"],
      code: "UNSUPPORTED",
      message: "The owning account follows from the credentials. Leave it out.",
    };
  })
  override settings?: ListenerSettingsInput | null;
}

class UpdateListener extends UpdateListenerInput {
  @Rule<UpdateListener>("notFrozen", function* ({ context }) {
    if (context?.listener?.frozen?.isFrozen) yield frozen("listener");
  })
  override id!: string;

  @Rule<UpdateListener>("nameOfCloud", ({ name }) => nameFits(name ?? ""))
  override name?: string | null;

  @Rule<UpdateListener>("descriptionOfCloud", ({ description }) => descriptionFits(description))
  override description?: string | null;

  @Rule<UpdateListener>("tagsOfCloud", ({ tags }) => tagsFit(tags))
  override tags?: ResourceTagInput[] | null;

  @Rule<UpdateListener>("settingsOfListener", function* ({ settings, context }) {
    const domainId = ownIn(settings)?.domainId;
    const current = context?.listener?.native as GaListener | undefined;
    if (domainId == null || !current || domainId === current.domainId) return;
    yield {
      at: [...own, "domainId"],
      code: "IMMUTABLE_FIELD",
      message: "A listener stays with the account that owns it. Leave it out.",
    };
  })
  override settings?: ListenerSettingsInput | null;
}

class CreatePool extends CreatePoolInput {
  @Rule<CreatePool>("onListener", function* ({ listenerId, parentId }) {
    if (listenerId == null && parentId != null)
      yield { message: "A pool belongs to a listener on this cloud. Give listenerId." };
  })
  @Rule<CreatePool>("listenerNotFrozen", function* ({ context }) {
    if (context?.listener?.frozen?.isFrozen) yield frozen("listener");
  })
  override listenerId?: string | null;

  @Rule<CreatePool>("nameOfCloud", ({ name }) => nameFits(name ?? ""))
  @ValidateIf(() => true)
  override name?: string | null;

  @Rule<CreatePool>("descriptionOfCloud", ({ description }) => descriptionFits(description))
  override description?: string | null;

  // Source: create endpoint group page. Which regions there are is the cloud's to say.
  @Rule<CreatePool>("regionOfCloud", function* ({ region }) {
    if (!region) yield { message: "Name the region of the servers: a listener has one pool for each." };
  })
  @ValidateIf(() => true)
  override region?: string | null;

  @Rule<CreatePool>("healthMonitorOfCloud", ({ healthMonitor }) => checkFits(healthMonitor, "new"))
  override healthMonitor?: HealthMonitorInput | null;

  @Rule<CreatePool>("membersOfGroup", ({ members }) => membersFit(members ?? []))
  override members?: PoolMemberInput[] | null;
}

class UpdatePool extends UpdatePoolInput {
  @Rule<UpdatePool>("notFrozen", ({ context }) => groupNotFrozen(context?.pool?.native))
  override id!: string;

  @Rule<UpdatePool>("nameOfCloud", ({ name }) => nameFits(name ?? ""))
  override name?: string | null;

  @Rule<UpdatePool>("descriptionOfCloud", ({ description }) => descriptionFits(description))
  override description?: string | null;

  @Rule<UpdatePool>("healthMonitorOfCloud", ({ healthMonitor }) => checkFits(healthMonitor, "change"))
  override healthMonitor?: HealthMonitorInput | null;
}

class SetPoolMembers extends SetPoolMembersInput {
  @Rule<SetPoolMembers>("notFrozen", ({ context }) => groupNotFrozen(context?.pool?.native))
  override poolId!: string;

  @Rule<SetPoolMembers>("membersOfGroup", ({ members }) => membersFit(members))
  override members!: PoolMemberInput[];
}

export const rules: ProviderRules = {
  createListener: CreateListener,
  updateListener: UpdateListener,
  createPool: CreatePool,
  updatePool: UpdatePool,
  setPoolMembers: SetPoolMembers,
  createListenerNeedsParent: false,
};

const own = ["huaweiGa"];

function ownIn(settings: ListenerSettingsInput | null | undefined): HuaweiGaListenerSettingsInput | undefined {
  return (settings?.huaweiGa as HuaweiGaListenerSettingsInput | null | undefined) ?? undefined;
}

function frozen(what: string): Violation {
  return { code: "RESOURCE_FROZEN", message: `The ${what} is frozen. Have the cloud release it first.` };
}

function* groupNotFrozen(native: unknown): Iterable<Violation> {
  if ((native as GaEndpointGroup | undefined)?.freeze?.status === FROZEN) yield frozen("pool");
}
