import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A value as OTLP writes it in JSON. */
interface AnyValue {
  readonly stringValue?: string;
  readonly intValue?: number | string;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
}
interface KeyValue {
  readonly key: string;
  readonly value: AnyValue;
}

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  /** 1 internal, 2 server, 3 client. */
  readonly kind: number;
  /** 2 is an error. */
  readonly status: number | undefined;
  readonly attributes: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly ms: number;
}

export interface ReceivedMetric {
  readonly name: string;
  readonly sum?: { readonly dataPoints: readonly MetricPoint[]; readonly isMonotonic: boolean };
  readonly gauge?: { readonly dataPoints: readonly MetricPoint[] };
  readonly histogram?: { readonly dataPoints: readonly MetricPoint[] };
}
export interface MetricPoint {
  readonly attributes: readonly KeyValue[];
  readonly asDouble?: number;
  readonly asInt?: number;
  readonly count?: number | string;
  readonly sum?: number;
  readonly bucketCounts?: readonly (number | string)[];
  readonly explicitBounds?: readonly number[];
}

const plain = (pairs: readonly KeyValue[] = []): ReceivedSpan["attributes"] =>
  Object.fromEntries(
    pairs.map(({ key, value: { stringValue, intValue, doubleValue, boolValue } }) => [
      key,
      stringValue ?? (intValue === undefined ? undefined : Number(intValue)) ?? doubleValue ?? boolValue,
    ]),
  );

/** A collector on loopback that keeps what it is sent. */
export async function startReceiver() {
  const spans: ReceivedSpan[] = [];
  const resources: ReceivedSpan["attributes"][] = [];
  const headers: IncomingMessage["headers"][] = [];
  let texts = "";
  let metrics: ReceivedMetric[] = [];
  let told: () => void = () => undefined;

  function take(path: string, text: string): void {
    texts += text;
    const body = JSON.parse(text);
    if (path === "/v1/traces")
      for (const { resource, scopeSpans } of body.resourceSpans) {
        resources.push(plain(resource.attributes));
        for (const span of scopeSpans.flatMap((scope: { spans: object[] }) => scope.spans))
          spans.push({
            ...span,
            parentSpanId: span.parentSpanId || undefined,
            status: span.status?.code || undefined,
            attributes: plain(span.attributes),
            ms: (Number(span.endTimeUnixNano) - Number(span.startTimeUnixNano)) / 1e6,
          });
      }
    if (path === "/v1/metrics")
      metrics = body.resourceMetrics.flatMap((one: { scopeMetrics: { metrics: ReceivedMetric[] }[] }) =>
        one.scopeMetrics.flatMap((scope) => scope.metrics),
      );
    told();
  }

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    headers.push(request.headers);
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    request.on("end", () => {
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
      take(request.url ?? "", text);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    resources,
    headers,
    /** All that it was sent, as it came. */
    text: () => texts,
    metric: (name: string) => metrics.find((metric) => metric.name === name),
    /** Resolves when what it was sent is enough. */
    async until(isEnough: () => boolean): Promise<void> {
      while (!isEnough())
        await new Promise<void>((resolve) => {
          told = resolve;
        });
    },
    async stop(): Promise<void> {
      server.close();
      server.closeAllConnections();
    },
  };
}
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;
