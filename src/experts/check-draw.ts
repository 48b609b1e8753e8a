import type { z } from 'zod';
import type { recomputeDraw as check, readCallList as list } from '../../contracts/experts.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { Person } from '../registry/entities.ts';
import { readSeed } from './draw-source.ts';
import { CommitteeSeat, ExpertDraw } from './entities.ts';
import { findLot } from './lot.ts';
import { isPending, roundOf, widenings } from './rounds.ts';
import { recompute, withoutPeople } from './rules/sealed-result.ts';

/** Draws again from the fixed pool and compares with who sits; that somebody looked is on record. */
export function recomputeDraw(ctx: Context, id: string): Promise<z.input<typeof check.reply>> {
  return transact(ctx, async tx => {
    const { lot } = await findLot(tx.em, id);
    const draw = must(await tx.em.findOne(ExpertDraw, { lot: id }), 'draw');
    if (draw.state === 'none' || !draw.beacon)
      throw new RuleError('WRONG_STATE', {
        zh: '还没有抽取，没有可以重算的结果。',
        en: 'Nothing has been drawn; there is nothing to recompute.',
      });
    const seats = await tx.em.find(CommitteeSeat, { lot: id, leftAt: null, source: 'pool' });
    const { beacon, pool, poolSha256, criteria, departures } = draw;
    const rows = (await widenings(tx.em, id)).filter(row => !isPending(row));
    const found = recompute({
      lot: id,
      seed: await readSeed(ctx, lot),
      seedCommit: lot.drawSeedCommit,
      beacon,
      pool,
      poolSha256,
      criteria,
      departures,
      rounds: rows.map(row => ({ ...roundOf(row), pool: row.pool, poolSha256: row.poolSha256 })),
      seats,
    });
    await tx.record({
      type: 'experts.recomputed',
      subject: id,
      data: { matches: found.matches },
    });
    return draw.openedAt ? found : { ...found, steps: withoutPeople(found.steps) };
  });
}

/** Who has not answered yet, by name, for the centre to call them; the look is on record (A37). */
export function readCallList(ctx: Context, id: string): Promise<z.input<typeof list.reply>> {
  return transact(ctx, async tx => {
    const seats = await tx.em.find(
      CommitteeSeat,
      { lot: id, leftAt: null, reply: 'asked' },
      { orderBy: { number: 1 } },
    );
    const people = await tx.em.find(Person, { id: { $in: seats.map(s => s.person) } });
    const data = { numbers: seats.map(s => s.number) };
    await tx.record({ type: 'experts.call-list-read', subject: id, data });
    return {
      rows: seats.map(({ number, person, city, reply }) => ({
        number,
        name: people.find(p => p.id === person)?.name ?? '',
        city,
        reply,
      })),
    };
  });
}
