import { move } from '../kernel/move.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { Event } from '../platform/ledger/entities.ts';
import type { Lot } from '../tender/entities.ts';
import { beaconOf, seedOf } from '../tender/rules/draw-source.ts';
import { drawSeed } from '../tender/rules/secrets.ts';
import { lockRoom, say } from './desk.ts';
import { Evaluation } from './entities.ts';
import { type BidOpened, filesOf, keepOpened, openStage } from './envelopes.ts';
import { announceReport, drawUpReport } from './report.ts';
import type { Matter } from './rules/conclusions.ts';
import { bidsLeft } from './rules/outcomes.ts';
import { stageMoves } from './rules/stages.ts';

/** Prices an evaluation whose technical scores are locked by all: only now are the price envelopes opened. */
export async function priceEvaluation(ctx: Context, id: string): Promise<void> {
  const seen = await ctx.em.fork().findOneOrFail(Evaluation, { lot: id });
  const { lot } = await transact(ctx, tx => lockRoom(tx, id));
  const left = bidsLeft(seen.bids, seen.outcomes).map(b => b.bid);
  const opened = await openStage(ctx, lot, left, 'price');
  const draw = await drawOf(ctx, lot);
  await transact(ctx, async tx => {
    const room = await lockRoom(tx, id);
    const { evaluation } = room;
    if (evaluation.stage !== 'price') return;
    await keepOpened(tx, opened);
    evaluation.bids = evaluation.bids.map(b => ({ ...b, unpriced: faultOf(opened, b.bid) }));
    move(stageMoves, evaluation.stage, 'report');
    const { ranking } = await drawUpReport(room, draw);
    const files = await filesOf(tx, left);
    await say(room, 'evaluation.priced', {
      ranking: ranking.map(({ tieBrokenBy: _, ...row }) => row),
      files: files.map(({ bid, files: all }) => ({
        bid,
        files: all.filter(f => opened.some(o => o.envelopes.some(e => e.envelope === f.envelope))),
      })),
    });
    await announceReport(room);
  });
}

const faultOf = (opened: readonly BidOpened[], bid: string): string | null =>
  opened.find(o => o.bid === bid)?.fault ?? null;

/** Seed and beacon of the lot's public draws: parameters of the formula, and equals that nothing else tells apart. */
export async function drawOf(ctx: Context, lot: Lot): Promise<NonNullable<Matter['draw']>> {
  const where = { room: `opening:${lot.id}`, type: 'opening.closed' };
  const closed = must(await ctx.em.fork().findOne(Event, where), 'closing');
  return {
    seed: seedOf(await ctx.vault.get(drawSeed(lot.id)), lot),
    beacon: beaconOf(closed.text),
  };
}
