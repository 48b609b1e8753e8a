import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import type { findHoldTargets as contract } from '../../../contracts/retention.ts';
import type { Context } from '../../platform/command.ts';

interface Target {
  readonly id: string;
  readonly title: string;
}
type Scope = z.output<typeof contract.query>['scope'];

/** Cases go by their numbers alone: whom one is about is for its own authority. */
const named: Readonly<Record<Scope, string>> = {
  lot: `select l.id, p.code || ' ' || p.name || '（' || l.title || '）' as title, p.published_at as at
    from lot l join project p on p.id = l.project_id where p.published_at is not null`,
  case: 'select id, number as title, opened_at as at from sanction_case',
};

const most = 20;

/** What a hold may be placed on, by a part of what it is called; the newest first. */
export async function findHoldTargets(
  ctx: Context,
  { scope, text }: z.output<typeof contract.query>,
): Promise<{ rows: Target[] }> {
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await ctx.em
    .fork()
    .execute<Target[]>(
      `select id, title from (${named[scope]}) t where title ilike ? order by at desc, id limit ?`,
      [like, most],
    );
  return { rows };
}

/** What the targets of holds are called, by their ids. */
export async function titlesOf(
  em: EntityManager,
  scope: Scope,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const marks = ids.map(() => '?').join();
  const rows = await em.execute<Target[]>(
    `select id, title from (${named[scope]}) t where id in (${marks})`,
    [...ids],
  );
  return new Map(rows.map(({ id, title }) => [id, title]));
}
