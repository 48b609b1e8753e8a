import type { Middleware } from 'koa';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { RuleError } from '../kernel/rule-error.ts';

/** Unsafe requests from another site are refused: the browser names its Origin, other clients have none. */
export function sameOrigin(origins: () => readonly string[]): Middleware {
  return async (koa, next) => {
    const origin = koa.get('origin');
    const unsafe = !['GET', 'HEAD', 'OPTIONS'].includes(koa.method);
    if (unsafe && origin !== '' && !originMatches(origin, koa.host, origins()))
      throw new RuleError('ORIGIN_REFUSED', {
        zh: '这个请求来自别的网站，已拒绝。请在本平台的页面上操作。',
        en: 'The request came from another site and was refused. Use the pages of this platform.',
      });
    await next();
  };
}

export function originMatches(origin: string, host: string, allowed: readonly string[]): boolean {
  if (allowed.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** Points per minute and address. Sealed segments are many and cheap; sign-ins are few and dear. */
const limits = [
  { path: /^\/api\/session\/password$/, points: 60 },
  // A whole office signs in from one address when an opening begins.
  { path: /^\/api\/session\/(certificate|challenge)$/, points: 1200 },
  { path: /^\/api\/lots\/[^/]+\/segments\//, points: 60_000 },
  { path: /^\//, points: 6_000 },
] as const;

/** Refuses a flood by address, and says in RateLimit headers how much is left. */
export function rateLimit(): Middleware {
  const buckets = limits.map(l => ({
    ...l,
    limiter: new RateLimiterMemory({ points: l.points, duration: 60 }),
  }));
  return async (koa, next) => {
    const bucket = buckets.find(b => b.path.test(koa.path));
    if (!bucket) return next();
    try {
      const left = await bucket.limiter.consume(koa.ip);
      koa.set('RateLimit-Limit', String(bucket.points));
      koa.set('RateLimit-Remaining', String(left.remainingPoints));
      koa.set('RateLimit-Reset', String(Math.ceil(left.msBeforeNext / 1000)));
    } catch (refused) {
      const seconds = Math.ceil(((refused as RateLimiterRes).msBeforeNext ?? 1000) / 1000);
      koa.set('Retry-After', String(seconds));
      throw new RuleError('RATE_LIMITED', {
        zh: `操作太频繁，请 ${seconds} 秒后再试。已传的内容都在。`,
        en: `Too many requests. Try again in ${seconds} seconds; what you have sent is kept.`,
      });
    }
    await next();
  };
}
