import { defineEntity, p } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { RuleError } from '../kernel/rule-error.ts';
import { sha256Hex } from './digest.ts';

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

/**
 * Runs `act` once per key: a repeat gets the first reply, the same key on other content is refused.
 * A key whose first try died without a reply is free again after a minute; a refused try frees it at once.
 */
export async function once<T>(
  em: EntityManager,
  key: { scope: string; key: string; content: unknown },
  act: () => Promise<T>,
): Promise<T> {
  const name = `${key.scope} ${key.key}`;
  const digest = sha256Hex(JSON.stringify(key.content ?? null));
  const taken = await em.execute<{ key: string }[]>(
    `insert into idempotency (key, digest, at) values (?, ?, clock_timestamp())
     on conflict (key) do update set at = clock_timestamp(), digest = excluded.digest
       where idempotency.reply is null and idempotency.at < clock_timestamp() - interval '1 minute'
     returning key`,
    [name, digest],
  );
  if (taken.length === 0) return firstReply<T>(em, name, digest);
  try {
    const reply = await act();
    await em.execute('update idempotency set reply = ? where key = ?', [
      JSON.stringify(reply),
      name,
    ]);
    return reply;
  } catch (error) {
    await em.execute('delete from idempotency where key = ? and reply is null', [name]);
    throw error;
  }
}

async function firstReply<T>(em: EntityManager, name: string, digest: string): Promise<T> {
  const [row] = await em.execute<{ digest: string; reply: string | null }[]>(
    'select digest, reply from idempotency where key = ?',
    [name],
  );
  if (row && row.digest !== digest)
    throw new RuleError('IDEMPOTENCY_REUSED', '这个请求号已用于另一份内容，请换一个新的请求号。');
  if (!row?.reply)
    throw new RuleError('CONFLICT', '同一个请求正在处理，请稍候再查结果，不要重复提交。');
  return JSON.parse(row.reply) as T;
}
