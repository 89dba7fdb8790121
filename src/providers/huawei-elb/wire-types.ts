/** What the cloud answers, as far as it is used. `null` stands for absent too; times are UTC without a zone letter. */

export interface ElbListener {
  readonly id: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly protocol: string;
  /** 0 where all ports of TCP are passed on (Open Telekom Cloud). */
  readonly port: number;
  readonly loadBalancerId: string;
  readonly defaultPoolId: string | null;
  readonly connectionLimit: number | null;
  readonly adminStateUp: boolean | null;
  readonly http2Enabled: boolean | null;
  readonly certificateId: string | null;
  readonly clientCaCertificateId: string | null;
  readonly sniCertificateIds: readonly string[];
  readonly tlsPolicy: string | null;
  /** Whether servers are told the load balancer's address, in the header X-Forwarded-ELB-IP. Null for layer 4. */
  readonly forwardsElbIp: boolean | null;
  /** Whether servers are told the host that was asked for, in the header X-Forwarded-Host. Null for layer 4. */
  readonly forwardsHost: boolean | null;
  /** Only lists have the three of them. */
  readonly idleSeconds: number | null;
  readonly clientSeconds: number | null;
  readonly memberSeconds: number | null;
  readonly tags: readonly string[] | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

export interface ElbSessionPersistence {
  readonly type: string;
  readonly cookieName: string | null;
  readonly timeoutMinutes: number | null;
}

export interface ElbPool {
  readonly id: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly protocol: string;
  readonly algorithm: string;
  readonly adminStateUp: boolean | null;
  readonly sessionPersistence: ElbSessionPersistence | null;
  readonly memberIds: readonly string[];
  readonly healthMonitorId: string | null;
  /** The listeners whose default pool it is. */
  readonly listenerIds: readonly string[];
  readonly loadBalancerIds: readonly string[];
}

export interface ElbMember {
  /** The membership's id, which is not the server's. */
  readonly id: string;
  readonly address: string;
  readonly port: number;
  readonly subnetId: string | null;
  readonly weight: number | null;
  readonly operatingStatus: string | null;
}

export interface ElbHealthMonitor {
  readonly id: string;
  /** Whether checks are made. */
  readonly adminStateUp: boolean | null;
  readonly type: string;
  readonly delaySeconds: number | null;
  readonly timeoutSeconds: number | null;
  /** Successes that make a member ONLINE. */
  readonly maxRetries: number | null;
  /** Failures that make a member OFFLINE. */
  readonly maxRetriesDown: number | null;
  /** Null: the member's own. */
  readonly port: number | null;
  readonly urlPath: string | null;
}

export interface ElbLoadBalancer {
  readonly id: string;
  readonly name: string | null;
  readonly operatingStatus: string | null;
  readonly provisioningStatus: string | null;
  readonly vipAddress: string | null;
  readonly vipSubnetId: string | null;
  readonly tags: readonly string[] | null;
  readonly createdAt: string | null;
}
