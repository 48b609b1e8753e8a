import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import type { ClueRow, listClues as contract } from '../../contracts/clues.ts';
import { lotTitle } from '../bidding/rules.ts';
import { chinaCalendar } from '../kernel/calendar.ts';
import { SealedBid } from '../opening/entities.ts';
import type { Context } from '../platform/command.ts';
import { Lot } from '../tender/entities.ts';
import { Clue } from './entities.ts';
import { cardOf } from './rules/clue.ts';
import { titleOf } from './rules/words.ts';

const pageSize = 50;
type Query = z.output<typeof contract.query>;

/** The queue: the strongest first. The cursor is the score and id of the last row shown. */
export async function listClues(
  ctx: Context,
  { state, text, after }: Query,
): Promise<z.input<typeof contract.reply>> {
  const em = ctx.em.fork();
  const where = {
    ...(state ? { state } : {}),
    ...(text === '' ? {} : { number: { $like: `%${text.replace(/[\\%_]/g, '\\$&')}%` } }),
    ...(after ? behind(after) : {}),
  };
  const orderBy = { score: 'desc', id: 'asc' } as const;
  const found = await em.find(Clue, where, { orderBy, limit: pageSize + 1 });
  const shown = found.slice(0, pageSize);
  const rows = await presentRows(em, shown, await ctx.clock.now(em));
  const last = shown.at(-1);
  const next = found.length > pageSize && last ? `${last.score}_${last.id}` : null;
  return { rows, next };
}

function behind(cursor: string) {
  const [score = '', id = ''] = cursor.split('_');
  const at = Number(score);
  // The bound outside lets the index be entered where the page begins.
  return { score: { $lte: at }, $or: [{ score: { $lt: at } }, { id: { $gt: id } }] };
}

/** Rows with their lots and bidders, in two queries. */
export async function presentRows(
  em: EntityManager,
  clues: readonly Clue[],
  now: Date,
): Promise<ClueRow[]> {
  const ids = [...new Set(clues.map(clue => clue.lot))];
  const lots = await em.find(
    Lot,
    { id: { $in: ids } },
    { populate: ['project'], fields: ['title', 'project.name'] },
  );
  const sealed = await em.find(
    SealedBid,
    { lot: { $in: ids } },
    { fields: ['lot', 'number', 'bidder'] },
  );
  return clues.flatMap(clue => {
    const lot = lots.find(l => l.id === clue.lot);
    if (!lot) return [];
    const bidders = sealed
      .filter(bid => bid.lot === clue.lot && clue.bids.includes(bid.number))
      .map(({ number, bidder: name }) => ({ number, name }))
      .sort((a, b) => a.number - b.number);
    return [rowOf(clue, lotTitle(lot.project, lot), bidders, now)];
  });
}

function rowOf(clue: Clue, title: string, bidders: ClueRow['bidders'], now: Date): ClueRow {
  const { id, number, project, lot, stage, score, low, high, state, raisedAt, dueBy } = clue;
  return {
    ...{ id, number, project, lot, stage, score, low, high, state, bidders },
    title: titleOf(clue.reasons, clue.bids.length),
    lotTitle: title,
    rules: clue.reasons.filter(reason => reason.logOdds > 0).map(reason => reason.rule),
    owner: clue.ownerName ?? null,
    raisedAt: raisedAt.toISOString(),
    dueBy: dueBy.toISOString(),
    card: cardOf(state, dueBy, now, chinaCalendar),
  };
}
