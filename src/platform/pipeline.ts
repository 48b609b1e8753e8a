import { randomUUID } from 'node:crypto';
import { bodyParser } from '@koa/bodyparser';
import Koa from 'koa';
import helmet from 'koa-helmet';
import type { Logger } from 'pino';
import type { Context } from './command.ts';
import { rateLimit, sameOrigin } from './guards.ts';
import { problems, sessionCookie } from './http.ts';
import { type Actor, visitor } from './identity.ts';
import type { Metrics } from './metrics.ts';

export interface PipelineParts {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly origins: () => readonly string[];
  readonly proxies: number;
  context(actor: Actor, trace: string, address: string): Context;
  authenticate(ctx: Context, token: string): Promise<Actor | null>;
  ready(): Promise<boolean>;
}

/** What every request passes, in order: headers, health, log line, problems, limits, origin, who it is, its body. */
export function makePipeline(parts: PipelineParts): Koa {
  const koa = new Koa({ proxy: parts.proxies > 0, maxIpsCount: parts.proxies });
  koa.use(securityHeaders());
  koa.use(health(parts));
  koa.use(logLine(parts.log));
  koa.use(parts.metrics.measure);
  koa.use(problems as Koa.Middleware);
  koa.use(rateLimit());
  koa.use(sameOrigin(parts.origins));
  koa.use(identify(parts));
  koa.use(
    bodyParser({
      enableTypes: ['json'],
      jsonLimit: '6mb',
      parsedMethods: ['POST', 'PUT', 'DELETE'],
    }),
  );
  return koa;
}

function securityHeaders(): Koa.Middleware {
  const self = ["'self'"];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: self,
        workerSrc: self,
        styleSrc: self,
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: self,
        connectSrc: self,
        frameSrc: ["'self'", 'blob:'],
        formAction: self,
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        manifestSrc: self,
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: { maxAge: 31_536_000 },
  });
}

function health(parts: PipelineParts): Koa.Middleware {
  const answers: Record<string, (koa: Koa.Context) => Promise<void>> = {
    '/livez': async koa => {
      koa.body = 'ok';
    },
    '/readyz': async koa => {
      const ready = await parts.ready().catch(() => false);
      koa.status = ready ? 200 : 503;
      koa.body = ready ? 'ready' : 'not ready';
    },
    '/metrics': async koa => {
      koa.type = 'text/plain';
      koa.body = await parts.metrics.registry.metrics();
    },
  };
  return (koa, next) => answers[koa.path]?.(koa) ?? next();
}

/** One line a request: never a body, a query or a name; what failed inside is told here and nowhere else. */
function logLine(log: Logger): Koa.Middleware {
  return async (koa, next) => {
    const started = performance.now();
    const trace = randomUUID();
    koa.state.trace = trace;
    koa.set('X-Trace-Id', trace);
    await next();
    const line = {
      trace,
      method: koa.method,
      route: koa.state.route ?? 'page',
      status: koa.status,
      code: koa.state.code,
      ms: Math.round(performance.now() - started),
    };
    if (koa.state.failure) log.error({ ...line, error: koa.state.failure }, 'failed');
    else log.debug(line, 'request');
  };
}

function identify(parts: PipelineParts): Koa.Middleware {
  return async (koa, next) => {
    const ctx = parts.context(visitor, koa.state.trace, koa.ip);
    const token =
      koa.cookies.get(sessionCookie) ?? /^Bearer (\S+)$/.exec(koa.get('authorization'))?.[1];
    const actor = token ? await parts.authenticate(ctx, token) : null;
    koa.state.context = actor ? { ...ctx, actor } : ctx;
    if (koa.path.startsWith('/api')) koa.set('Cache-Control', 'no-store');
    await next();
  };
}
