import { IsNotEmpty, IsOptional } from "class-validator";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";

@ObjectType({ simpleResolvers: true, description: "What only listeners on Huawei Cloud Global Accelerator have." })
export class HuaweiGaListenerSettings {
  /** Private, and read by a getter, so that freezing is not taken for a change of the listener. */
  readonly #frozenStatus: number | null;

  @Field(() => ID, { nullable: true, description: "The cloud's id of the account (domain) that owns the listener." })
  domainId!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "0 normal, 1 frozen (kept, but not usable), 2 terminated (cleared away); null where the cloud says nothing.",
  })
  get frozenStatus(): number | null {
    return this.#frozenStatus;
  }

  constructor({ domainId, frozenStatus }: { readonly domainId: string | null; readonly frozenStatus: number | null }) {
    this.domainId = domainId;
    this.#frozenStatus = frozenStatus;
  }
}

@InputType({ description: "What only listeners on Huawei Cloud Global Accelerator take. Nothing here can be chosen." })
export class HuaweiGaListenerSettingsInput {
  @Field(() => ID, {
    nullable: true,
    description:
      "The owning account (domain). It follows from the credentials: leave it out, or send back what the listener has.",
  })
  @IsOptional()
  @IsNotEmpty({ message: "An account's (domain's) id is not empty." })
  domainId?: string | null;
}
