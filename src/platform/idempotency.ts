import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { defineEntity, p } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { RuleError } from '../kernel/rule-error.ts';
import type { Vault } from './vault.ts';

const IdempotencySchema = defineEntity({
  name: 'Idempotency',
  tableName: 'idempotency',
  properties: {
    key: p.text().primary(),
    digest: p.text(),
    reply: p.text().nullable(),
    at: p.datetime(),
  },
});

export class Idempotency extends IdempotencySchema.class {}
IdempotencySchema.setClass(Idempotency);

/** A try under way says so this often; one that is silent for three beats has died with its process. */
const beatMs = 2000;
/** A repeat waits this long for the first try to end before it is told to come again. */
const patienceMs = 10_000;

interface Claim {
  readonly name: string;
  readonly digest: string;
}

/**
 * Runs `act` once per key: a repeat gets the first reply, the same key on other content is refused.
 * A repeat during the first try waits for it, and takes its place when it died (kill -9); a refused try frees the key.
 */
export async function once<T>(
  { em, vault }: { readonly em: EntityManager; readonly vault: Vault },
  key: { scope: string; key: string; content: unknown },
  act: () => Promise<T>,
): Promise<T> {
  const digest = await digestOf(vault, key.content);
  const claim = { name: `${key.scope} ${key.key}`, digest };
  for (const end = Date.now() + patienceMs; ; await pause(150)) {
    if (await take(em, claim)) return first(em, claim, act);
    const reply = await replyOf(em, claim);
    if (reply !== null) return JSON.parse(reply) as T;
    if (Date.now() > end)
      throw new RuleError('CONFLICT', {
        zh: '同一个请求正在处理，请稍候再查结果，不要重复提交。',
        en: 'The same request is being worked on. Wait, then look at the result; do not submit again.',
      });
  }
}

/** Keyed by the vault: a body may hold a password, and whoever takes the database must not try words against its digest. */
async function digestOf(vault: Vault, content: unknown): Promise<string> {
  const secret = await vault.ensure('idempotency', () => randomBytes(32));
  return createHmac('sha256', secret)
    .update(JSON.stringify(content ?? null))
    .digest('hex');
}

async function take(em: EntityManager, { name, digest }: Claim): Promise<boolean> {
  const taken = await em.execute<{ key: string }[]>(
    `insert into idempotency (key, digest, at) values (?, ?, clock_timestamp())
     on conflict (key) do update set at = clock_timestamp(), digest = excluded.digest
       where idempotency.reply is null
         and idempotency.at < clock_timestamp() - ? * interval '1 millisecond'
     returning key`,
    [name, digest, 3 * beatMs],
  );
  return taken.length > 0;
}

async function first<T>(em: EntityManager, { name }: Claim, act: () => Promise<T>): Promise<T> {
  const unanswered = 'where key = ? and reply is null';
  const beat = setInterval(() => {
    em.fork()
      .execute(`update idempotency set at = clock_timestamp() ${unanswered}`, [name])
      .catch(() => undefined);
  }, beatMs);
  try {
    const reply = await act();
    await em.execute('update idempotency set reply = ? where key = ?', [
      JSON.stringify(reply),
      name,
    ]);
    return reply;
  } catch (error) {
    await em.execute(`delete from idempotency ${unanswered}`, [name]);
    throw error;
  } finally {
    clearInterval(beat);
  }
}

/** The first reply, null while there is none. */
async function replyOf(em: EntityManager, { name, digest }: Claim): Promise<string | null> {
  const [row] = await em.execute<{ digest: string; reply: string | null }[]>(
    'select digest, reply from idempotency where key = ?',
    [name],
  );
  if (row && row.digest !== digest)
    throw new RuleError('IDEMPOTENCY_REUSED', {
      zh: '这个请求号已用于另一份内容，请换一个新的请求号。',
      en: 'This idempotency key was used for other content. Use a new one.',
    });
  return row?.reply ?? null;
}
