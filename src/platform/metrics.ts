import type { Middleware } from 'koa';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof makeMetrics>;

/** Numbers for operators. No label names a lot or a bidder: a metric must not count bids (C21). */
export function makeMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'kaibiao_http_seconds',
    help: 'Duration of HTTP requests by route',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'kaibiao_refusals_total',
    help: 'Refused requests by problem code',
    labelNames: ['code'],
    registers: [registry],
  });
  const sockets = new Gauge({
    name: 'kaibiao_sockets',
    help: 'Open room sockets of this node',
    registers: [registry],
  });
  const measure: Middleware = async (koa, next) => {
    const end = requests.startTimer();
    await next();
    end({ route: koa.state.route ?? 'page', status: String(koa.status) });
    if (koa.state.code) refusals.inc({ code: koa.state.code });
  };
  return { registry, measure, sockets };
}
