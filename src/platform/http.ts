import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type Router from '@koa/router';
import type { RouterContext } from '@koa/router';
import type { z } from 'zod';
import { problemTable } from '../../contracts/problem.ts';
import type { Route } from '../../contracts/route.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type ByteRange, isSameFile, wantedRange } from './byte-range.ts';
import type { Context } from './command.ts';
import { once } from './idempotency.ts';

/** What a handler receives: parsed by the contract, nothing of Koa. */
export interface Input<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The version that the caller edited (If-Match), null when it named none. */
  readonly version: number | null;
  /** The content that the caller holds already (If-None-Match), null when it named none. */
  readonly held: string | null;
  /** The raw body of an operation whose request is bytes. */
  readonly stream: IncomingMessage;
}

/** A reply that is a file; a `name` offers it as a download. */
export interface Bytes {
  /** Of a file that can be read in parts, a function that opens one: only what is asked for is opened. */
  readonly content: Readable | Uint8Array | ((part: ByteRange) => Readable);
  readonly type?: string;
  readonly name?: string;
  readonly length?: number;
  /** Names this very content for ever, so that parts of it fit together. */
  readonly tag?: string;
}

/** Binds a contract to a handler: guard, parse in, run, parse out. The reply schema is the secrecy barrier. */
export function serve<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
>(
  router: Router,
  contract: Route<P, Q, B, R>,
  handler: (
    ctx: Context,
    input: Input<z.output<P>, z.output<Q>, z.output<B>>,
  ) => Promise<z.input<R>>,
): void {
  bind(router, contract, async (koa, ctx, input) => {
    const run = async () => outgoing(contract, await handler(ctx, input));
    const reply = contract.idempotent ? await once(ctx, keyOf(koa, ctx, input), run) : await run();
    const version = (reply as { version?: unknown } | null)?.version;
    if (typeof version === 'number') koa.set('ETag', `"${version}"`);
    koa.body = contract.session ? keepSession(koa, contract.session, reply) : reply;
  });
}

export const sessionCookie = 'kb_session';

/**
 * Browsers keep the session in a cookie that no script reads and no other site sends; the token itself is only for
 * clients that are no browser. Gives the reply to send.
 */
function keepSession(koa: RouterContext, change: 'starts' | 'ends', reply: unknown): unknown {
  const token = change === 'starts' ? (reply as { token: string }).token : null;
  koa.cookies.set(sessionCookie, token, {
    httpOnly: true,
    sameSite: 'strict',
    secure: koa.protocol === 'https',
    overwrite: true,
  });
  const isBrowser = koa.get('sec-fetch-site') !== '' || koa.get('origin') !== '';
  return change === 'starts' && isBrowser ? { ...(reply as object), token: '' } : reply;
}

/** A reply that passed its contract when it was made and was kept as the text that is sent; null: the caller holds it. */
export interface Kept {
  readonly tag?: string;
  readonly json: string | Uint8Array | null;
}

/** Binds a contract to a reply that is kept: megabytes made by night are not parsed again for each who looks. */
export function serveKept<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  router: Router,
  contract: Route<P, Q, B>,
  handler: (ctx: Context, input: Input<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Kept>,
): void {
  bind(router, contract, async (koa, ctx, input) => {
    const { tag, json } = await handler(ctx, input);
    if (tag !== undefined) koa.set('ETag', `"${tag}"`);
    if (json === null) {
      koa.status = 304;
      return;
    }
    koa.type = 'json';
    koa.body = typeof json === 'string' ? json : Buffer.from(json);
  });
}

/** For what is the same for everybody: who asks while an answer is being made gets that one. */
export function shared<T>(make: (ctx: Context) => Promise<T>): (ctx: Context) => Promise<T> {
  let making: Promise<T> | null = null;
  return ctx => {
    making ??= make(ctx).finally(() => {
      making = null;
    });
    return making;
  };
}

/** The text of a reply to keep: through its contract, as every reply is that leaves. */
export const kept = <R extends z.ZodType>(
  contract: Route<z.ZodType, z.ZodType, z.ZodType, R>,
  reply: z.input<R>,
): string => JSON.stringify(outgoing(contract, reply));

/** The same for an operation that answers with a file. */
export function serveBytes<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  router: Router,
  contract: Route<P, Q, B>,
  handler: (ctx: Context, input: Input<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Bytes>,
): void {
  bind(router, contract, async (koa, ctx, input) => {
    const file = await handler(ctx, input);
    koa.type = file.type ?? contract.bytes?.reply ?? 'application/octet-stream';
    if (file.name !== undefined)
      koa.set(
        'Content-Disposition',
        `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      );
    sendFile(koa, file);
  });
}

/** Sends the file, or of one that can be read in parts the part that was asked for: 206, or 416 outside of it. */
function sendFile(koa: RouterContext, { content, length, tag }: Bytes): void {
  if (tag !== undefined) koa.set('ETag', tag);
  if (typeof content !== 'function') {
    koa.body = content instanceof Uint8Array ? Buffer.from(content) : content;
    if (length !== undefined) koa.length = length;
    return;
  }
  const bytes = length ?? 0;
  koa.set('Accept-Ranges', 'bytes');
  const wanted = isSameFile(koa.get('if-range'), tag ?? '')
    ? wantedRange(koa.get('range'), bytes)
    : null;
  if (wanted === 'none') {
    koa.set('Content-Range', `bytes */${bytes}`);
    throw new RuleError(
      'RANGE_NOT_SATISFIABLE',
      { zh: '要的部分不在这个文件里。', en: 'The range is not in this file.' },
      { bytes },
    );
  }
  const part = wanted ?? { start: 0, end: bytes };
  if (wanted) {
    koa.status = 206;
    koa.set('Content-Range', `bytes ${part.start}-${part.end - 1}/${bytes}`);
  }
  koa.body = content(part);
  koa.length = part.end - part.start;
}

type Bound<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = (
  koa: RouterContext,
  ctx: Context,
  input: Input<z.output<P>, z.output<Q>, z.output<B>>,
) => Promise<void>;

function bind<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  router: Router,
  contract: Route<P, Q, B, R>,
  act: Bound<P, Q, B>,
): void {
  router[contract.method](`/api${contract.path}`, async (koa: RouterContext) => {
    const ctx = koa.state.context as Context;
    koa.state.route = `${contract.method} ${contract.path}`;
    guard(contract, ctx);
    const body = contract.bytes?.request ? {} : ((koa.request as { body?: unknown }).body ?? {});
    await act(koa, ctx, {
      params: contract.params.parse(koa.params),
      query: contract.query.parse({ ...koa.query }),
      body: contract.body.parse(body),
      version: versionOf(koa.get('if-match')),
      held: /^(?:W\/)?"(.*)"$/.exec(koa.get('if-none-match'))?.[1] ?? null,
      stream: koa.req,
    });
  });
}

/** A reply that breaks its own contract is the platform's fault, not the caller's: nothing of it leaves. */
function outgoing<R extends z.ZodType>(
  contract: Route<z.ZodType, z.ZodType, z.ZodType, R>,
  reply: unknown,
) {
  const parsed = contract.reply.safeParse(reply);
  if (parsed.success) return parsed.data;
  throw new Error(`reply of ${contract.path}: ${parsed.error.message}`);
}

/** Refused by default: one of the contract's roles must be the caller's. */
function guard(contract: Route, ctx: Context): void {
  if (contract.roles.includes('public')) return;
  if (ctx.actor.session === null)
    throw new RuleError('SIGN_IN_REQUIRED', {
      zh: '请先登录，再继续。',
      en: 'Sign in first, then go on.',
    });
  if (!contract.roles.some(role => ctx.actor.roles.includes(role)))
    throw new RuleError('FORBIDDEN', {
      zh: '您的身份不能做这件事。需要时请联系本单位管理员。',
      en: 'Your role may not do this. If you need it, ask the administrator of your organisation.',
    });
}

function versionOf(header: string): number | null {
  const found = /^"?(\d+)"?$/.exec(header);
  return found ? Number(found[1]) : null;
}

function keyOf(koa: RouterContext, ctx: Context, input: Input<unknown, unknown, unknown>) {
  const key = koa.get('idempotency-key');
  if (!/^[\w-]{8,64}$/.test(key))
    throw new RuleError('MALFORMED', {
      zh: '请求缺少 Idempotency-Key（8 至 64 位字母、数字或连字符）。',
      en: 'The request lacks an Idempotency-Key (8 to 64 letters, digits or hyphens).',
    });
  const scope = `${ctx.actor.person} ${koa.method} ${koa.path}`;
  return { scope, key, content: input.body };
}

/** The only place where an error becomes a response (RFC 9457); what the platform got wrong is never echoed. */
export async function problems(koa: RouterContext, next: () => Promise<unknown>): Promise<void> {
  try {
    await next();
    if (koa.status === 404 && koa.body === undefined && koa.path.startsWith('/api'))
      throw new RuleError('NOT_FOUND', { zh: '没有这个地址。', en: 'There is no such address.' });
  } catch (error) {
    const refusal = asRefusal(error);
    koa.state.code = refusal.code;
    if (refusal.code === 'INTERNAL' && !hungUp(koa, error)) koa.state.failure = error;
    const row = problemTable[refusal.code];
    koa.status = row.status;
    koa.type = 'application/problem+json';
    koa.body = JSON.stringify({
      type: `/problems/${refusal.code}`,
      code: refusal.code,
      title: row.zh,
      titleEn: row.en,
      status: row.status,
      detail: refusal.detail.zh,
      detailEn: refusal.detail.en,
      facts: refusal.facts,
      trace: koa.state.trace,
    });
  }
}

/** Whoever leaves in the middle of sending has not met a failure of ours: uploads are cut and resumed every day. */
const hungUp = ({ req }: RouterContext, error: unknown) =>
  req.socket.destroyed && cuts.has((error as { code?: unknown }).code);
const cuts: ReadonlySet<unknown> = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE']);

function asRefusal(error: unknown): RuleError {
  if (error instanceof RuleError) return error;
  const { name, status, issues } = error as {
    name?: string;
    status?: number;
    issues?: z.core.$ZodIssue[];
  };
  if (name === 'ZodError' && issues) {
    const where = issues.slice(0, 5).map(i => ({ path: i.path.join('.'), wrong: i.message }));
    return new RuleError('MALFORMED', {
      zh: `请检查：${where.map(w => `${w.path || '内容'}：${w.wrong}`).join('；')}`,
      en: `Check: ${where.map(w => `${w.path || 'content'}: ${w.wrong}`).join('; ')}`,
    });
  }
  if (status === 413)
    return new RuleError('TOO_LARGE', {
      zh: '内容太大，请分开提交。',
      en: 'The content is too large. Send it in parts.',
    });
  if (status === 400)
    return new RuleError('MALFORMED', {
      zh: '请求内容不是有效的 JSON。',
      en: 'The request is not valid JSON.',
    });
  return new RuleError('INTERNAL', {
    zh: '责任在平台，您的内容没有丢失。请稍后重试，或凭编号求助。',
    en: 'The platform is at fault; nothing of yours is lost. Try again later, or ask for help with the trace number.',
  });
}
