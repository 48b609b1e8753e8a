import type { DrawView } from '../../contracts/experts.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { callExpert } from './call-expert.ts';
import { readBeacon, readSeed } from './draw-source.ts';
import { ExpertDraw } from './entities.ts';
import { lockLot, requireHost } from './lot.ts';
import { takePool } from './pool.ts';
import { readDraw } from './read-draw.ts';
import { requireMayDraw } from './rules/committee.ts';
import { drawCommittee, readPool } from './rules/draw.ts';
import { resultCommit } from './rules/sealed-result.ts';

/**
 * Draws the committee: the pool is fixed and recorded in one transaction and drawn from in the next, so that nobody who
 * knows the seed could shape the pool after seeing a result. A pool that is too small is given up on record.
 */
export async function drawExperts(ctx: Context, lot: string): Promise<DrawView> {
  await fixPool(ctx, lot);
  try {
    await drawFromPool(ctx, lot);
  } catch (error) {
    if (error instanceof RuleError && error.code === 'POOL_TOO_SMALL') await giveUpPool(ctx, lot);
    throw error;
  }
  return readDraw(ctx, lot);
}

function fixPool(ctx: Context, id: string): Promise<void> {
  return transact(ctx, async tx => {
    const { lot, project } = await lockLot(tx, id);
    requireHost(ctx, project);
    const held = await tx.em.findOne(ExpertDraw, { lot: id });
    requireMayDraw(lot.state, held !== null && held.state !== 'none');
    if (held) return;
    const pool = await takePool(ctx, tx, id, project);
    tx.em.create(ExpertDraw, {
      lot: id,
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
    await tx.record({
      type: 'experts.pool-fixed',
      subject: id,
      data: { poolSha256: pool.sha256, poolSize: pool.size, excluded: pool.excluded },
    });
  });
}

function drawFromPool(ctx: Context, id: string): Promise<void> {
  return transact(ctx, async tx => {
    const { lot } = await lockLot(tx, id);
    const draw = must(await tx.em.findOne(ExpertDraw, { lot: id }), '专家库快照');
    requireMayDraw(lot.state, draw.state !== 'none');
    const seed = await readSeed(ctx, lot);
    const beacon = await readBeacon(tx.em, id);
    const result = drawCommittee({ lot: id, seed, beacon }, draw.criteria, readPool(draw.pool));
    const now = await tx.now();
    Object.assign(draw, { state: 'drawn', beacon, drawnAt: now });
    for (const seat of result.seats) callExpert(tx.em, id, seat, now);
    await tx.record({
      type: 'experts.drawn',
      subject: id,
      data: {
        beacon,
        poolSha256: draw.poolSha256,
        resultCommit: resultCommit(seed, result.seats),
        seats: result.seats.map(({ number, city, discipline }) => ({ number, city, discipline })),
      },
    });
  });
}

function giveUpPool(ctx: Context, id: string): Promise<void> {
  return transact(ctx, async tx => {
    await lockLot(tx, id);
    const draw = await tx.em.findOne(ExpertDraw, { lot: id, state: 'none' });
    if (!draw) return;
    tx.em.remove(draw);
    const data = { poolSha256: draw.poolSha256 };
    await tx.record({ type: 'experts.pool-too-small', subject: id, data });
  });
}
