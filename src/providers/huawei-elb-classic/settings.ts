import { IsIn, IsOptional, Max, Min } from "class-validator";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";

/** Protocols towards the servers. Source: create listener page, field backend_protocol. */
export const BACKEND_PROTOCOLS = ["HTTP", "TCP", "UDP"] as const;

/** What can be written; the listener's etag covers it. */
export interface WritableSettings {
  readonly backendProtocol: string | null;
  readonly backendPort: number | null;
  readonly tcpDraining: boolean | null;
  readonly tcpDrainingTimeoutMinutes: number | null;
  readonly cookieTimeoutMinutes: number | null;
}

/** What the cloud reports besides. */
export interface ReportedSettings {
  readonly adminStateUp: boolean | null;
  readonly memberNumber: number | null;
  readonly healthcheckId: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "What only listeners on Huawei Cloud's classic load balancers have: servers hang directly on the listener.",
})
export class HuaweiElbClassicListenerSettings implements WritableSettings, ReportedSettings {
  /** Kept out of the object's own fields, so that a server that joins or a restart is not taken for a change of the listener. */
  readonly #reported: ReportedSettings;

  @Field(() => String, { nullable: true, description: "The protocol towards the servers: HTTP, TCP or UDP." })
  backendProtocol!: string | null;

  @Field(() => Int, { nullable: true, description: "The port of every server behind the listener." })
  backendPort!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether TCP connections of a server that was taken out may finish. Has an effect on TCP listeners only.",
  })
  tcpDraining!: boolean | null;

  @Field(() => Int, { nullable: true, description: "Minutes that such connections may last, 0 to 60." })
  tcpDrainingTimeoutMinutes!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Minutes that the cookie of clientAffinity COOKIE is valid, 1 to 1440.",
  })
  cookieTimeoutMinutes!: number | null;

  constructor(writable: WritableSettings, reported: ReportedSettings) {
    Object.assign(this, writable);
    this.#reported = reported;
  }

  @Field(() => Boolean, {
    simple: true,
    nullable: true,
    description: "False while the load balancer is stopped or frozen.",
  })
  get adminStateUp(): boolean | null {
    return this.#reported.adminStateUp;
  }

  @Field(() => Int, { simple: true, nullable: true, description: "How many servers are behind the listener." })
  get memberNumber(): number | null {
    return this.#reported.memberNumber;
  }

  @Field(() => ID, {
    simple: true,
    nullable: true,
    description: "The cloud's id of the listener's health check; null when it has none.",
  })
  get healthcheckId(): string | null {
    return this.#reported.healthcheckId;
  }
}

@InputType({ description: "What only listeners on Huawei Cloud's classic load balancers take." })
export class HuaweiElbClassicListenerSettingsInput {
  @Field(() => String, {
    nullable: true,
    description:
      "The protocol towards the servers: HTTP, TCP or UDP. Left out: HTTP for HTTP and HTTPS listeners, otherwise the listener's. Cannot change later.",
  })
  @IsOptional()
  @IsIn(BACKEND_PROTOCOLS, { message: "Servers are spoken to in HTTP, TCP or UDP." })
  backendProtocol?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "The port of every server behind the listener. Left out: the listener's.",
  })
  @IsOptional()
  @Min(1, { message: "A port is a whole number from 1 to 65535." })
  @Max(65_535, { message: "A port is a whole number from 1 to 65535." })
  backendPort?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether TCP connections of a server that is taken out may finish. Has an effect on TCP listeners only.",
  })
  tcpDraining?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: "Minutes that such connections may last, 0 to 60. Needs tcpDraining.",
  })
  @IsOptional()
  @Min(0, { message: "Draining lasts 0 to 60 minutes." })
  @Max(60, { message: "Draining lasts 0 to 60 minutes." })
  tcpDrainingTimeoutMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "Minutes that the cookie of clientAffinity COOKIE is valid, 1 to 1440; HTTP listeners only. Cannot change later.",
  })
  @IsOptional()
  @Min(1, { message: "A cookie is valid for 1 to 1440 minutes." })
  @Max(1_440, { message: "A cookie is valid for 1 to 1440 minutes." })
  cookieTimeoutMinutes?: number | null;
}
