import type { DrawView } from '../../contracts/experts.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, type Transaction, transact } from '../platform/command.ts';
import type { Lot } from '../tender/entities.ts';
import { DrawWidening, ExpertDraw } from './entities.ts';
import { lockLot, requireHost } from './lot.ts';
import { takePool } from './pool.ts';
import { readDraw } from './read-draw.ts';
import { callDrawn, replayRounds } from './rounds.ts';
import { requireMayDraw } from './rules/committee.ts';
import type { PoolSnapshot } from './rules/exclusion.ts';
import { lackingIn } from './rules/seat-lists.ts';

/**
 * Draws the committee: the pool is fixed and recorded in one transaction and drawn from in the next, so that nobody who
 * knows the seed could shape the pool after seeing a result. A pool that is too small is given up on record.
 */
export async function drawExperts(ctx: Context, lot: string): Promise<DrawView> {
  await fixPool(ctx, lot);
  try {
    await drawFromPool(ctx, lot);
  } catch (error) {
    if (error instanceof RuleError && error.code === 'POOL_TOO_SMALL')
      await giveUpPool(ctx, lot, error);
    throw error;
  }
  return readDraw(ctx, lot);
}

function fixPool(ctx: Context, id: string): Promise<void> {
  return transact(ctx, async tx => {
    const { lot, project } = await lockLot(tx, id);
    requireHost(ctx, project);
    const held = await tx.em.findOne(ExpertDraw, { lot: id });
    const widened = await tx.em.count(DrawWidening, { lot: id });
    requireMayDraw(lot.state, widened > 0 || (held !== null && held.state !== 'none'));
    if (!held) await keepPool(tx, lot, await takePool(ctx, tx, id, project));
  });
}

/** Fixes and records the pool of the first round. */
export async function keepPool(tx: Transaction, lot: Lot, pool: PoolSnapshot): Promise<ExpertDraw> {
  const draw = tx.em.create(ExpertDraw, {
    lot: lot.id,
    state: 'none',
    criteria: lot.rules.committee,
    pool: pool.text,
    poolSha256: pool.sha256,
    poolSize: pool.size,
    excluded: [...pool.excluded],
    fixedAt: await tx.now(),
    beacon: null,
    drawnAt: null,
    departures: [],
    openedAt: null,
  });
  await recordPool(tx, lot.id, 1, pool);
  return draw;
}

/** The hash is on record before anything is drawn from the pool. */
export async function recordPool(
  tx: Transaction,
  lot: string,
  round: number,
  { sha256, size, excluded }: PoolSnapshot,
): Promise<void> {
  const data = { round, poolSha256: sha256, poolSize: size, excluded };
  await tx.record({ type: 'experts.pool-fixed', subject: lot, data });
}

function drawFromPool(ctx: Context, id: string): Promise<void> {
  return transact(ctx, async tx => {
    const { lot } = await lockLot(tx, id);
    const draw = must(await tx.em.findOne(ExpertDraw, { lot: id }), 'pool');
    requireMayDraw(lot.state, draw.state !== 'none');
    const { rounds } = await replayRounds(ctx, tx.em, lot, draw, []);
    const first = must(rounds[0], 'draw');
    if (first.shortage) throw first.shortage;
    Object.assign(draw, { state: 'drawn', beacon: first.beacon, drawnAt: await tx.now() });
    const { poolSha256 } = draw;
    await callDrawn(ctx, tx, lot, { ...first, poolSha256, departuresBefore: 0 });
  });
}

function giveUpPool(ctx: Context, id: string, shortage: RuleError): Promise<void> {
  return transact(ctx, async tx => {
    await lockLot(tx, id);
    const draw = await tx.em.findOne(ExpertDraw, { lot: id, state: 'none' });
    if (!draw || (await tx.em.count(DrawWidening, { lot: id })) > 0) return;
    tx.em.remove(draw);
    await recordShortage(tx, id, { round: 1, poolSha256: draw.poolSha256, shortage });
  });
}

/** What a round's pool lacked: nothing was drawn. */
export async function recordShortage(
  tx: Transaction,
  lot: string,
  so: { readonly round: number; readonly poolSha256: string; readonly shortage: RuleError },
): Promise<void> {
  const { round, poolSha256, shortage } = so;
  const data = { round, poolSha256, lacked: shortage.detail, lacking: lackingIn(shortage) };
  await tx.record({ type: 'experts.pool-too-small', subject: lot, data });
}
