import type { HallBid } from '../../contracts/opening.ts';
import { OpeningRecord } from '../../contracts/opening-record.ts';
import { Bid } from '../bidding/entities.ts';
import { lotTitle } from '../bidding/rules/lot.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { move } from '../kernel/move.ts';
import { type Context, must, type Transaction, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { say } from './close-lot.ts';
import { type Hall, SealedBid } from './entities.ts';
import { enter, lockHall, type Place, requireHost } from './hall.ts';
import { replay } from './read-hall.ts';
import { effective, hallMoves, requireReady } from './rules.ts';

/** Ends the questions and draws up the record that all sign. */
export async function finishReading(
  ctx: Context,
  lot: string,
): Promise<{ text: string; sha256: string }> {
  const place = await enter(ctx, lot);
  requireHost(ctx, place);
  return transact(ctx, async tx => {
    const hall = await lockHall(tx.em, lot);
    const now = await tx.now();
    const text = canonicalText(await drawUp(ctx, tx, { ...place, hall }, now));
    const sha256 = sha256Hex(text);
    hall.stage = move(hallMoves, hall.stage, 'signing');
    const event = await say(tx, lot, 'opening.recorded', { sha256 });
    Object.assign(hall, { record: text, recordSha256: sha256, recordedAt: now });
    hall.recordEvent = event.id;
    return { text, sha256 };
  });
}

async function drawUp(
  ctx: Context,
  tx: Transaction,
  { lot, project, hall }: Place & { hall: Hall },
  now: Date,
): Promise<OpeningRecord> {
  const { hall: seen } = await replay(tx, lot.id, { organisation: null, staff: true });
  requireReady(hall.stage, seen.questions);
  const { organisationName, name } = ctx.actor;
  return OpeningRecord.parse({
    format: 'kaibiao-opening-record/1',
    project: project.id,
    lot: lot.id,
    code: project.code,
    title: lotTitle(project, lot),
    tenderer: project.tendererName,
    agency: project.agencyName ?? null,
    host: [organisationName, name].filter(Boolean).join(' '),
    deadline: lot.deadline.toISOString(),
    ceiling: lot.rules.ceiling,
    closedAt: hall.closedAt.toISOString(),
    sealedRoot: hall.root,
    windowEndsAt: must(hall.windowEndsAt, 'releaseWindow').toISOString(),
    revealedAt: must(hall.revealedAt, 'revealTime').toISOString(),
    ...(await bidsOf(tx, lot.id, seen.bids)),
    drawn: seen.drawn,
    questions: seen.questions,
    recordedAt: now.toISOString(),
  });
}

async function bidsOf(tx: Transaction, lot: string, shown: readonly HallBid[]) {
  const sealed = await tx.em.find(SealedBid, { lot }, { orderBy: { number: 'asc' } });
  const bids = await tx.em.find(Bid, { id: { $in: sealed.map(row => row.bid) } });
  const manifests = new Map(bids.map(bid => [bid.id, bid.manifestSha256]));
  const fates = sealed.map(row => ({ fate: must(row.fate, 'revealed') }));
  return {
    bids: sealed.map((row, i) => ({
      ...shown[i],
      manifestSha256: manifests.get(row.bid),
      recovery: row.recovery != null,
      fate: row.fate,
      cause: row.cause ?? null,
    })),
    effective: effective(fates),
  };
}
