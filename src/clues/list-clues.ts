import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import type { ClueRow } from '../../contracts/clues/clue.ts';
import type { listClues as contract } from '../../contracts/clues/desk.ts';
import { lotTitle } from '../bidding/rules/lot.ts';
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
  const ids = [...new Set(clues.flatMap(clue => clue.lot ?? []))];
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
  return clues.map(clue => {
    const lot = lots.find(l => l.id === clue.lot);
    const title = lot ? lotTitle(lot.project, lot) : null;
    const inLot = sealed
      .filter(bid => bid.lot === clue.lot && clue.bids.includes(bid.number))
      .map(({ number, bidder: name }) => ({ number, name }));
    const inClue = clue.parties.map(({ number, name }) => ({ number, name }));
    const bidders = [...inLot, ...inClue].sort((a, b) => a.number - b.number);
    return rowOf(clue, title, bidders, now);
  });
}

/** A series is kept in the order of time. */
function spanOf({ series }: Clue): ClueRow['span'] {
  const [first, last] = [series[0], series.at(-1)];
  return first && last ? { from: first.at, to: last.at, lots: series.length } : null;
}

function rowOf(clue: Clue, title: string | null, bidders: ClueRow['bidders'], now: Date): ClueRow {
  const { id, number, about, stage, score, low, high, state, raisedAt, dueBy } = clue;
  return {
    ...{ id, number, about, stage, score, low, high, state, bidders, span: spanOf(clue) },
    ...{ project: clue.project ?? null, lot: clue.lot ?? null, lotTitle: title },
    title: titleOf(clue.reasons, clue.bids.length),
    rules: clue.reasons.filter(reason => reason.logOdds > 0).map(reason => reason.rule),
    owner: clue.ownerName ?? null,
    raisedAt: raisedAt.toISOString(),
    dueBy: dueBy.toISOString(),
    card: cardOf(state, dueBy, now, chinaCalendar),
  };
}
