import type { z } from 'zod';
import type { widenDraw as contract, DrawView, Widening } from '../../contracts/experts.ts';
import { utf8 } from '../kernel/bytes.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, type Transaction, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import type { Lot } from '../tender/entities.ts';
import { keepPool, recordPool, recordShortage } from './draw-experts.ts';
import { CommitteeSeat, DrawWidening, ExpertDraw } from './entities.ts';
import { findLot, lockLot, requireHost } from './lot.ts';
import { takePool } from './pool.ts';
import { readDraw } from './read-draw.ts';
import { callDrawn, isPending, replayRounds, widenings } from './rounds.ts';
import type { PoolSnapshot } from './rules/exclusion.ts';
import { lackingIn } from './rules/seat-lists.ts';
import {
  requireMayWiden,
  requireTimeToWiden,
  wideningSha256,
  wideningStatement,
} from './rules/widening.ts';
import { type Lack, lastLack, nextRound, readOpen, vacantSeats, wantingSeats } from './shortage.ts';

type Asked = z.output<typeof contract.body>;

/**
 * Widens the criteria of an exhausted draw, signed and on record, and draws the vacant seats: as with the first draw the
 * pool is fixed in one transaction and drawn from in the next. What was widened too little stays on record and may be
 * widened again.
 */
export async function widenDraw(ctx: Context, id: string, asked: Asked): Promise<DrawView> {
  const { project } = await findLot(ctx.em.fork(), id);
  requireHost(ctx, project);
  await drawWidened(ctx, id);
  const round = nextRound(await widenings(ctx.em.fork(), id));
  const statement = canonicalText(wideningStatement(id, round, saidIn(asked)));
  const p7 = Buffer.from(asked.signature, 'base64');
  const { certificateSha256 } = await requireOwnSignature(ctx, p7, { content: utf8(statement) });
  const textSha256 = sha256Hex(statement);
  await keepWidening(ctx, id, { ...asked, round, p7, certificateSha256, textSha256 });
  const shortage = await drawWidened(ctx, id);
  if (shortage) throw shortage;
  return readDraw(ctx, id);
}

const saidIn = ({ cities, disciplines, reason }: Asked) => ({ cities, disciplines, reason });

interface Signed extends Widening {
  readonly round: number;
  readonly reason: string;
  readonly p7: Buffer;
  readonly certificateSha256: string;
  readonly textSha256: string;
}

function keepWidening(ctx: Context, id: string, signed: Signed): Promise<void> {
  return transact(ctx, async tx => {
    const { lot, project } = await lockLot(tx, id);
    const rows = await widenings(tx.em, id);
    const { round, cities, disciplines, reason } = signed;
    if (round !== nextRound(rows))
      throw new RuleError('CONFLICT', {
        zh: '抽取范围刚刚已经扩大过，请刷新后再看。',
        en: 'The draw has just been widened. Reload the page.',
      });
    const pool = await takePool(ctx, tx, id, project);
    await requireWanting(ctx, tx, lot, { rows, pool, added: { cities, disciplines } });
    const held = await tx.em.findOne(ExpertDraw, { lot: id });
    const draw = held ?? (await keepPool(tx, lot, pool));
    const departuresBefore = draw.departures.length;
    const criteriaSha256 = wideningSha256(id, round, { cities, disciplines });
    const { textSha256, certificateSha256 } = signed;
    const { id: event } = await tx.record({
      type: 'experts.widened',
      subject: id,
      data: {
        ...{ round, cities, disciplines, reason, criteriaSha256, textSha256 },
        ...{ certificateSha256 },
      },
    });
    tx.em.create(DrawWidening, {
      ...{ lot: id, round, cities, disciplines, reason, certificateSha256 },
      signature: signed.p7,
      person: ctx.actor.person,
      by: ctx.actor.organisationName ?? '',
      at: await tx.now(),
      event,
      ...{ pool: pool.text, poolSha256: pool.sha256, poolSize: pool.size, departuresBefore },
      drawnAt: null,
      lacked: null,
    });
    await recordPool(tx, id, round, pool);
  });
}

/** Seats are vacant, or the pool as it is now cannot give a first committee. */
async function requireWanting(
  ctx: Context,
  tx: Transaction,
  lot: Lot,
  so: {
    readonly rows: readonly DrawWidening[];
    readonly pool: PoolSnapshot;
    readonly added: Widening;
  },
): Promise<void> {
  const draw = await tx.em.findOne(ExpertDraw, { lot: lot.id });
  const drawn = draw !== null && draw.state !== 'none';
  requireTimeToWiden(lot.state, drawn);
  const seats = await tx.em.find(CommitteeSeat, { lot: lot.id, leftAt: null });
  const vacant = vacantSeats(lot, seats);
  const lack = drawn ? null : await lackOf(ctx, tx, lot, so);
  const wanting = wantingSeats(vacant, lack?.lacking ?? []);
  const open = await readOpen(tx.em, lot, so.rows, wanting);
  requireMayWiden(drawn ? vacant.length > 0 : lack !== null, so.added, open);
}

/** What the first draw lacks: by the last round when one was widened, by the pool as it is now before. */
async function lackOf(
  ctx: Context,
  tx: Transaction,
  lot: Lot,
  { rows, pool }: { readonly rows: readonly DrawWidening[]; readonly pool: PoolSnapshot },
): Promise<Pick<Lack, 'lacking'> | null> {
  if (rows.length > 0) return lastLack(tx.em, lot.id);
  const first = { criteria: lot.rules.committee, pool: pool.text, departures: [] };
  const { rounds } = await replayRounds(ctx, tx.em, lot, first, []);
  const shortage = rounds[0]?.shortage;
  return shortage ? { lacking: lackingIn(shortage) } : null;
}

/** Draws the round that is fixed and not yet drawn, if there is one; gives what its pool lacks. */
function drawWidened(ctx: Context, id: string): Promise<RuleError | null> {
  return transact(ctx, async tx => {
    const { lot } = await lockLot(tx, id);
    const rows = await widenings(tx.em, id);
    const row = rows.at(-1);
    if (!row || !isPending(row)) return null;
    const draw = must(await tx.em.findOne(ExpertDraw, { lot: id }), 'pool');
    row.departuresBefore = draw.departures.length;
    const { rounds } = await replayRounds(ctx, tx.em, lot, draw, rows);
    const result = must(rounds.at(-1), 'draw');
    const { poolSha256, departuresBefore, round } = row;
    if (result.shortage) {
      const { shortage } = result;
      row.lacked = shortage.message;
      await recordShortage(tx, id, { round, poolSha256, shortage });
      return shortage;
    }
    const now = await tx.now();
    row.drawnAt = now;
    const beacon = must(rounds[0], 'draw').beacon;
    Object.assign(draw, { state: 'drawn', beacon, drawnAt: draw.drawnAt ?? now });
    await callDrawn(ctx, tx, lot, { ...result, poolSha256, departuresBefore });
    return null;
  });
}
