/** The examples of the page "UpdateListener", as printed there, without the common parameters. */

export const seedRequest = {
  ListenerId: "lsr-bp1bpn0kn908w4nbw****",
  "PortRanges.1.FromPort": "20",
  "PortRanges.1.ToPort": "20",
};

export const seedResponse = `{
   "RequestId":"04F0F334-1335-436C-A1D7-6C044FE73368"
}`;

/** XML as printed, without its indentation. */
export const seedXml = /^<UpdateListenerResponse><RequestId>[0-9A-F-]{36}<\/RequestId><\/UpdateListenerResponse>$/;

/** Every parameter of the page's table, with its example value. */
export const seedTable = {
  ListenerId: "lsr-bp1bpn0kn908w4nbw****",
  "PortRanges.1.FromPort": "20",
  "PortRanges.1.ToPort": "21",
  RegionId: "cn-hangzhou",
  ClientToken: "123e4567-e89b-12d3-a456-426655440000",
  Name: "Listener",
  Description: "Listener",
  ClientAffinity: "SOURCE_IP",
  Protocol: "tcp",
  ProxyProtocol: "false",
  "Certificates.1.Id": "449****-cn-hangzhou",
  "BackendPorts.1.FromPort": "80",
  "BackendPorts.1.ToPort": "80",
};

/** Codes and texts of the page's error table; all come with status 400. */
export const seedErrors = {
  "NotExist.Listener": "The listener does not exist.",
  "NotActive.Listener": "The state of the listener is not active.",
  "PortRangeIllegal.Listener": "The specified listener port range is invalid.",
  "PortConflict.Listener": "The listener port configuration is in conflict.",
  "QuotaExceeded.ListenerPort": "The maximum number of listener ports is exceeded.",
  "NotExist.Accelerator": "The accelerated instance does not exist.",
  "StateError.Accelerator": "The state of the accelerated instance is invalid.",
};
