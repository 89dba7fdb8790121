import type { TlsSettings } from "../../model/listener-parts.js";
import { TencentGaapPoolSettings } from "./pool-settings.js";
import { TencentGaapListenerSettings } from "./settings.js";
import { bindStatusOf } from "./vocabulary.js";
import type { WireHttps, WireListener, WireRule } from "./wire-types.js";

export function tlsOf(https: WireHttps): TlsSettings {
  return {
    certificateIds: https.CertificateId ? [https.CertificateId] : [],
    clientCaCertificateIds: [...https.ClientCertificateIds],
    versions: https.TLSSupportVersion.length > 0 ? [...https.TLSSupportVersion] : null,
    policy: https.TLSCiphers || null,
    ciphers: null,
  };
}

export function listenerSettings({ Protocol, layer4, https }: WireListener): TencentGaapListenerSettings {
  return new TencentGaapListenerSettings({
    realServerType: layer4?.RealServerType ?? null,
    healthCheck: layer4?.HealthCheck ?? null,
    delayLoopSeconds: layer4?.DelayLoop ?? null,
    connectTimeoutSeconds: layer4?.ConnectTimeout ?? null,
    clientIpMethod: layer4?.ClientIPMethod ?? null,
    failoverSwitch: layer4?.FailoverSwitch ?? null,
    realServerPort: layer4?.RealServerPort ?? null,
    forwardProtocol: https?.ForwardProtocol ?? null,
    authType: https?.AuthType ?? null,
    http3Supported: https?.Http3Supported ?? null,
    contextType: layer4?.ContextType || null,
    sendContext: layer4?.SendContext || null,
    recvContext: layer4?.RecvContext || null,
    sessionPersistSeconds: layer4?.SessionPersist || null,
    bindStatus: bindStatusOf(layer4?.BindStatus ?? null, Protocol),
  });
}

export function poolSettings(rule: WireRule): TencentGaapPoolSettings {
  const checks = rule.CheckParams;
  const sni = rule.ServerNameIndicationSwitch;
  return new TencentGaapPoolSettings({
    domain: rule.Domain,
    path: rule.Path,
    realServerType: rule.RealServerType,
    forwardProtocol: rule.ForwardProtocol || null,
    forwardHost: rule.ForwardHost || null,
    serverNameIndicationSwitch: sni ? sni === "ON" : null,
    serverNameIndication: rule.ServerNameIndication || null,
    forcedRedirect: rule.ForcedRedirect || null,
    checkMethod: checks?.Method ?? null,
    checkStatusCodes: checks?.StatusCode ? [...checks.StatusCode] : null,
    checkDomain: checks?.Domain || null,
    failedThreshold: checks?.FailedThreshold ?? null,
    failedCountIntervalSeconds: checks?.FailedCountInter ?? null,
    blockIntervalSeconds: checks?.BlockInter ?? null,
    bindStatus: bindStatusOf(rule.BindStatus, "HTTP"),
  });
}
