import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import type { readRetention as contract, RetentionKind } from '../../../contracts/retention.ts';
import { addMonths } from '../../kernel/calendar.ts';
import type { Context } from '../../platform/command.ts';
import { Event } from '../../platform/ledger/entities.ts';
import { RetentionHold } from '../entities.ts';
import { retention } from '../rules/retention.ts';
import { roomForHolds } from './erase-due.ts';
import { titlesOf } from './hold-targets.ts';
import { countRows, lastDay } from './kinds.ts';

const shown = 50;
type Reply = z.input<typeof contract.reply>;

/** What is kept for a time, what is due, what is held, and what went: counts and times, nothing of what it says. */
export async function readRetention(ctx: Context): Promise<Reply> {
  const em = ctx.em.fork();
  const now = await ctx.clock.now(em);
  const rows: Reply['rows'] = [];
  await em.transactional(async tx => {
    await tx.execute(roomForHolds);
    for (const kind of Object.keys(retention) as RetentionKind[])
      rows.push(await rowOf(tx, kind, now));
  });
  const held = await em.find(RetentionHold, { liftedAt: null }, { orderBy: { at: 'desc' } });
  const events = await em.find(
    Event,
    { subject: 'retention', type: 'audit.erased' },
    { orderBy: { at: 'desc', id: 'desc' }, limit: shown },
  );
  const idsOf = (scope: RetentionHold['scope']) =>
    held.flatMap(hold => (hold.scope === scope ? [hold.target] : []));
  const titles = new Map([
    ...(await titlesOf(em, 'lot', idsOf('lot'))),
    ...(await titlesOf(em, 'case', idsOf('case'))),
  ]);
  return {
    rows,
    holds: held.map(({ id, scope, target, reason, name: by, at }) => ({
      ...{ id, scope, target, title: titles.get(target) ?? '' },
      ...{ reason, by, at: at.toISOString() },
    })),
    erased: events.map(({ at, text }) => {
      const { kind, count, sha256 } = (JSON.parse(text) as { data: Erased }).data;
      return { at: at.toISOString(), name: retention[kind].name, count, sha256 };
    }),
  };
}

interface Erased {
  readonly kind: RetentionKind;
  readonly count: number;
  readonly sha256: string;
}

interface Counts {
  readonly kept: number;
  readonly due: number;
  readonly held: number;
  /** From when the term of the next one counts. */
  readonly first: Date | string | null;
}

/** More than this is not counted: millions of marks are kept. */
const mostCounted = 10_000;

async function rowOf(em: EntityManager, kind: RetentionKind, now: Date) {
  const rule = retention[kind];
  const last = lastDay(kind, now);
  const [found] = await em.execute<Counts[]>(countRows(kind, mostCounted), [last, last]);
  const { kept, due, held, first } = found as Counts;
  return {
    ...{ kind, ...rule, due, held, kept: Math.min(kept, mostCounted) },
    ...{
      more: kept > mostCounted,
      next: first && addMonths(new Date(first), 12 * rule.years).toISOString(),
    },
  };
}
