import type { EvaluatedBid } from '../../contracts/evaluation-report.ts';
import { move } from '../kernel/move.ts';
import { SealedBid } from '../opening/entities.ts';
import { type Context, transact } from '../platform/command.ts';
import { Lot } from '../tender/entities.ts';
import { lotMoves } from '../tender/rules/lifecycle.ts';
import { lockRoom, type Room, say } from './desk.ts';
import { type BidOpened, filesOf, keepOpened, openStage } from './envelopes.ts';
import { beforeStart } from './rules/committee.ts';
import { stageMoves } from './rules/stages.ts';
import { firstDue } from './rules/time.ts';

/**
 * Begins an evaluation whose opening is over and whose committee is present in its cities: opens the envelopes of the
 * review, then, under the lock, starts the qualification.
 */
export async function startEvaluation(ctx: Context, id: string): Promise<void> {
  const ready = await transact(ctx, async tx => {
    const lot = await tx.em.findOne(Lot, { id });
    return lot?.state === 'opened' && mayStart(await lockRoom(tx, id)) ? lot : null;
  });
  if (!ready) return;
  const bids = await ctx.em
    .fork()
    .find(
      SealedBid,
      { lot: id, fate: { $in: ['opened', 'defective'] } },
      { orderBy: { number: 1 } },
    );
  const readable = bids.filter(b => b.fate === 'opened').map(b => b.bid);
  const opened = await openStage(ctx, ready, readable, 'review');
  await transact(ctx, async tx => {
    const room = await lockRoom(tx, id);
    if (room.lot.state !== 'opened' || !mayStart(room)) return;
    const { evaluation, lot } = room;
    await keepOpened(tx, opened);
    evaluation.bids = bids.map(bid => evaluatedBid(bid, opened));
    const now = await tx.now();
    evaluation.startedAt = now;
    evaluation.dueAt = firstDue(lot.rules.method, now);
    evaluation.stage = move(stageMoves, evaluation.stage, 'qualification');
    lot.state = move(lotMoves, lot.state, 'evaluating');
    await say(room, 'evaluation.started', {
      bids: await roomBids(room, bids),
      dueAt: evaluation.dueAt.toISOString(),
    });
  });
}

function mayStart({ evaluation, lot, members }: Room): boolean {
  if (evaluation.stage !== 'waiting') return false;
  const present = members.map(({ number, city, venue = null, checkedInAt = null }) => ({
    number,
    city,
    venue,
    checkedInAt,
  }));
  return beforeStart(lot.rules.committee, present, evaluation.leader ?? null).length === 0;
}

function evaluatedBid(bid: SealedBid, opened: readonly BidOpened[]): EvaluatedBid {
  const fault = opened.find(o => o.bid === bid.bid)?.fault ?? null;
  return {
    bid: bid.bid,
    number: bid.number,
    bidder: bid.bidder,
    amount: bid.opened?.price ?? '0.00',
    unopened: bid.fate === 'defective' ? (bid.cause ?? '开标一览表不能读取') : fault,
    unpriced: null,
  };
}

async function roomBids({ tx, evaluation }: Room, bids: readonly SealedBid[]) {
  const files = await filesOf(
    tx,
    bids.map(b => b.bid),
  );
  return bids.map(({ bid, number, bidder, cause }) => ({
    bid,
    number,
    bidder,
    rejected: evaluation.bids.find(b => b.bid === bid)?.unopened ?? null,
    note: cause ?? null,
    files: files.find(f => f.bid === bid)?.files ?? [],
  }));
}
