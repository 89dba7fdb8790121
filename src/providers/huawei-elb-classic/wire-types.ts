/** What the cloud answers, as far as it is used. */

/** A listener as the cloud tells it. Times are text without zone; `null` stands for absent too. */
export interface ClassicListener {
  readonly id: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly loadBalancerId: string;
  readonly protocol: string;
  readonly port: number;
  readonly backendProtocol: string | null;
  readonly backendPort: number | null;
  readonly algorithm: string | null;
  readonly sessionSticky: boolean;
  readonly cookieTimeoutMinutes: number | null;
  readonly tcpTimeoutMinutes: number | null;
  readonly udpTimeoutMinutes: number | null;
  readonly tcpDraining: boolean | null;
  readonly tcpDrainingTimeoutMinutes: number | null;
  readonly certificateId: string | null;
  readonly sslProtocols: string | null;
  readonly sslCiphers: string | null;
  readonly status: string;
  /** Whether the load balancer runs. */
  readonly adminStateUp: boolean | null;
  /** Answers to get and list have it, those to create and update do not. */
  readonly memberNumber: number | null;
  readonly healthcheckId: string | null;
  readonly createTime: string | null;
  readonly updateTime: string | null;
}

export interface ClassicMember {
  /** The membership's id, which is not the server's. */
  readonly id: string;
  readonly serverId: string;
  /** The server's private address. */
  readonly serverAddress: string;
  readonly status: string | null;
  readonly healthStatus: string | null;
}

export interface ClassicHealthcheck {
  readonly id: string;
  readonly protocol: string | null;
  readonly uri: string | null;
  readonly port: number | null;
  readonly healthyThreshold: number | null;
  readonly unhealthyThreshold: number | null;
  readonly timeoutSeconds: number | null;
  readonly intervalSeconds: number | null;
}

export interface ClassicLoadBalancer {
  readonly id: string;
  readonly name: string | null;
  /** External or Internal. */
  readonly type: string | null;
  readonly status: string;
  /** 0 stopped, 1 running, 2 frozen. */
  readonly adminState: number | null;
  readonly address: string | null;
  readonly createTime: string | null;
}

export interface ClassicJob {
  readonly id: string;
  /** INIT, RUNNING, SUCCESS or FAIL. */
  readonly status: string;
  readonly errorCode: string | null;
  readonly failReason: string | null;
}
