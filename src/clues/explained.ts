import { v7 } from 'uuid';
import type { z } from 'zod';
import type { explainValue as contract, ExplainedRow } from '../../contracts/clues/explained.ts';
import { instantOf } from '../kernel/calendar.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { ExplainedValue } from './entities.ts';
import { plainExplained, requireTerm } from './rules/explained.ts';

/** The register of sources that many share for a known reason; ended ones stay in it. */
export async function listExplained(ctx: Context): Promise<{ rows: ExplainedRow[] }> {
  const rows = await ctx.em.fork().find(ExplainedValue, {}, { orderBy: { enteredAt: 'desc' } });
  return { rows: rows.map(present) };
}

const present = ({
  id,
  kind,
  value,
  why,
  reason,
  weight,
  ...row
}: ExplainedValue): ExplainedRow => ({
  ...{ id, kind, value, why, reason, weight, enteredBy: row.enteredByName },
  ...{ from: row.from.toISOString(), until: row.until.toISOString() },
  ...{ enteredAt: row.enteredAt.toISOString(), endedAt: row.endedAt?.toISOString() ?? null },
  endReason: row.endReason ?? null,
});

/** Enters a source with its reason and term: a match through it is shown from then on with what the register says. */
export async function explainValue(
  ctx: Context,
  { kind, value, why, reason, weight, from, until }: z.output<typeof contract.body>,
): Promise<{ id: string }> {
  const bare = plainExplained(kind, value);
  requireTerm(from, until);
  const id = v7();
  await transact(ctx, async tx => {
    const enteredAt = await tx.now();
    const { person: enteredBy, name: enteredByName } = ctx.actor;
    const term = { from: instantOf(from), until: instantOf(until) };
    tx.em.create(ExplainedValue, {
      ...{
        id,
        kind,
        value: bare,
        why,
        reason,
        weight,
        ...term,
        enteredBy,
        enteredByName,
        enteredAt,
      },
      ...{ endedAt: null, endReason: null },
    });
    const data = { kind, value: bare, why, reason, weight, from, until };
    await tx.record({ type: 'clues.explained', subject: id, data });
  });
  return { id };
}

/** Ends an explanation before its term, with the reason; what was judged by it stays as it was seen. */
export async function endExplained(ctx: Context, id: string, reason: string) {
  await transact(ctx, async tx => {
    const row = must(await tx.em.findOne(ExplainedValue, { id }), 'entry');
    if (row.endedAt)
      throw new RuleError('WRONG_STATE', {
        zh: '这条说明已经终止。',
        en: 'This explanation has ended already.',
      });
    row.endedAt = await tx.now();
    row.endReason = reason;
    await tx.record({ type: 'clues.explanation-ended', subject: id, data: { reason } });
  });
  return { done: true as const };
}
