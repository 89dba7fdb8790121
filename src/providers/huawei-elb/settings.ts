import { IsNotEmpty, IsOptional, MaxLength } from "class-validator";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";

/** What can be written; the listener's etag covers it. */
export interface WritableSettings {
  readonly http2Enabled: boolean | null;
  readonly forwardedElbIp: boolean | null;
  readonly forwardedHost: boolean | null;
  readonly defaultPoolId: string | null;
}

/** What the cloud reports besides. */
export interface ReportedSettings {
  readonly defaultTlsContainerId: string | null;
  readonly connectionLimit: number | null;
  readonly adminStateUp: boolean | null;
  readonly clientTimeoutSeconds: number | null;
}

@ObjectType({ simpleResolvers: true, description: "What only listeners on Huawei Cloud's shared load balancers have." })
export class HuaweiElbListenerSettings implements WritableSettings, ReportedSettings {
  /** Kept out of the object's own fields, so that what the cloud merely reports is not taken for a change of the listener. */
  readonly #reported: ReportedSettings;

  @Field(() => Boolean, { nullable: true, description: "Whether browsers may use HTTP/2; HTTPS listeners only." })
  http2Enabled!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether servers are told the load balancer's address, in the header X-Forwarded-ELB-IP. Null for TCP and UDP.",
  })
  forwardedElbIp!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether servers are told the host that was asked for, in the header X-Forwarded-Host. Null for TCP and UDP.",
  })
  forwardedHost!: boolean | null;

  @Field(() => ID, {
    nullable: true,
    description: "The cloud's id of the pool that the listener forwards to; null when it has none.",
  })
  defaultPoolId!: string | null;

  constructor(writable: WritableSettings, reported: ReportedSettings) {
    Object.assign(this, writable);
    this.#reported = reported;
  }

  @Field(() => ID, {
    simple: true,
    nullable: true,
    description: "The server certificate for clients that ask for no name; HTTPS listeners only.",
  })
  get defaultTlsContainerId(): string | null {
    return this.#reported.defaultTlsContainerId;
  }

  @Field(() => Int, {
    simple: true,
    nullable: true,
    description: "Connections at most; -1 for no limit. Only the cloud's own staff can set it.",
  })
  get connectionLimit(): number | null {
    return this.#reported.connectionLimit;
  }

  @Field(() => Boolean, { simple: true, nullable: true, description: "Reserved by the cloud; always true." })
  get adminStateUp(): boolean | null {
    return this.#reported.adminStateUp;
  }

  @Field(() => Int, {
    simple: true,
    nullable: true,
    description: "Seconds that a client may take to send its request; layer 7 only. Read-only in this API.",
  })
  get clientTimeoutSeconds(): number | null {
    return this.#reported.clientTimeoutSeconds;
  }
}

@InputType({ description: "What only listeners on Huawei Cloud's shared load balancers take." })
export class HuaweiElbListenerSettingsInput {
  @Field(() => Boolean, {
    nullable: true,
    description: "Whether browsers may use HTTP/2; HTTPS listeners only. Left out: no.",
  })
  http2Enabled?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether to tell servers the load balancer's address, in the header X-Forwarded-ELB-IP; HTTP and HTTPS listeners only. Left out: no.",
  })
  forwardedElbIp?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether to tell servers the host that was asked for, in the header X-Forwarded-Host; HTTP and HTTPS listeners only. Left out: yes.",
  })
  forwardedHost?: boolean | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "The cloud's id (nativeId) of an existing pool of the same load balancer to forward to, in place of the present one. Left out: as it is; a new listener waits for createPool.",
  })
  @IsOptional()
  @IsNotEmpty({ message: "A pool id is a non-empty text." })
  @MaxLength(64, { message: "A pool id has at most 64 characters." })
  defaultPoolId?: string | null;
}

@ObjectType({ simpleResolvers: true, description: "What only pools on Huawei Cloud's shared load balancers have." })
export class HuaweiElbPoolSettings {
  @Field(() => Boolean, { nullable: true, description: "Reserved by the cloud: it is kept, and has no effect so far." })
  adminStateUp!: boolean | null;

  constructor(fields: HuaweiElbPoolSettings) {
    Object.assign(this, fields);
  }
}

@InputType({ description: "What only pools on Huawei Cloud's shared load balancers take." })
export class HuaweiElbPoolSettingsInput {
  @Field(() => Boolean, {
    nullable: true,
    description: "Reserved by the cloud: it is kept, and has no effect so far. Left out: true.",
  })
  adminStateUp?: boolean | null;
}
