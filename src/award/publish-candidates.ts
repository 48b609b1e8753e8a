import type { AwardView } from '../../contracts/award.ts';
import type { CandidatesNotice } from '../../contracts/award-notices.ts';
import { Evaluation } from '../evaluation/entities.ts';
import { CommitteeSeat, DrawWidening, ExpertDraw } from '../experts/entities.ts';
import { utf8 } from '../kernel/bytes.ts';
import { chinaCalendar, endOfPeriod } from '../kernel/calendar.ts';
import { move } from '../kernel/move.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { barText } from '../kernel/sanction-bar.ts';
import { SealedBid } from '../opening/entities.ts';
import { type Context, must, type Transaction, transact } from '../platform/command.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { Person } from '../registry/entities.ts';
import type { Lot } from '../tender/entities.ts';
import { seedOf } from '../tender/rules/draw-source.ts';
import { lotMoves } from '../tender/rules/lifecycle.ts';
import { drawSeed } from '../tender/rules/secrets.ts';
import { failLot } from './award-lot.ts';
import { Award, AwardCandidate } from './entities.ts';
import { findMatter, lockMatter, requireOwn } from './lot.ts';
import { candidatesPaper } from './notices.ts';
import { readAward } from './read-award.ts';
import { openWindow, publishWithinDays } from './rules/award.ts';

/**
 * Publishes the candidates, signed by the tenderer, and starts the window for objections (B54). From now on anyone may
 * read who evaluated and recompute the draw (A37).
 */
export async function publishCandidates(
  ctx: Context,
  id: string,
  signature: string,
): Promise<AwardView> {
  const before = await findMatter(ctx.em.fork(), id);
  requireOwn(ctx, before.project);
  const { text, sha256 } = await candidatesPaper(ctx, before);
  const p7 = Buffer.from(signature, 'base64');
  const { certificateSha256: certificate } = await requireOwnSignature(ctx, p7, {
    content: utf8(text),
  });
  await transact(ctx, async tx => {
    const { lot, award, project } = await lockMatter(tx.em, id);
    if (award)
      throw new RuleError('WRONG_STATE', {
        zh: '中标候选人已经公示，不能再公示一次。',
        en: 'The candidates are published; they are published once.',
      });
    lot.state = move(lotMoves, lot.state, 'candidates');
    const now = await tx.now();
    const { endsAt } = openWindow(now, chinaCalendar);
    const notice = JSON.parse(text) as CandidatesNotice;
    const late = now >= (await publishByOf(tx, id));
    const event = await tx.record({
      type: 'award.candidates-published',
      subject: id,
      data: { sha256, candidates: notice.candidates, windowEndsAt: endsAt.toISOString(), late },
    });
    tx.em.create(Award, {
      round: 1,
      lot: id,
      state: 'candidates',
      candidatesText: text,
      candidatesSha256: sha256,
      candidatesSignature: p7,
      candidatesCertificate: certificate,
      candidatesEvent: event.id,
      publishedAt: now,
      windowEndsAt: endsAt,
      remainingMs: null,
      awardText: null,
      amountFen: null,
      ceilingFen: null,
      awardSha256: null,
      awardSignature: null,
      awardCertificate: null,
      awardEvent: null,
      awardedAt: null,
    });
    const standing = await keepCandidates(ctx, tx, id, notice, now);
    await openDraw(ctx, tx, lot);
    if (standing === 0) await failLot(tx, lot, project);
  });
  return readAward(ctx, id);
}

async function publishByOf(tx: Transaction, lot: string): Promise<Date> {
  const { finishedAt } = await tx.em.findOneOrFail(Evaluation, { lot });
  return endOfPeriod(must(finishedAt, 'evaluationReport'), publishWithinDays, chinaCalendar);
}

/**
 * Keeps the candidates as reported. One that has been listed since the close cannot win: it is disqualified in the same
 * moment, for all to see (B55, B56). Gives how many stand.
 */
async function keepCandidates(
  ctx: Context,
  tx: Transaction,
  lot: string,
  { candidates }: CandidatesNotice,
  now: Date,
): Promise<number> {
  const bids = await tx.em.find(SealedBid, { lot });
  let standing = 0;
  for (const said of candidates) {
    const { organisation } = must(
      bids.find(b => b.bid === said.bid),
      'bid',
    );
    const { rank, bid } = said;
    const bar = await ctx.barOn(tx.em, { organisation }, now);
    const outReason = bar && barText(bar).zh;
    tx.em.create(AwardCandidate, {
      lot,
      rank,
      bid,
      organisation,
      said,
      outReason,
      outAt: bar ? now : null,
    });
    if (!bar) standing += 1;
    else
      await tx.record({
        type: 'award.disqualified',
        subject: lot,
        data: { rank, reason: outReason, sanction: bar.number },
      });
  }
  return standing;
}

/** Opens the draw: seed, pool, departures and names are public together, so that nobody has to be believed. */
async function openDraw(ctx: Context, tx: Transaction, lot: Lot): Promise<void> {
  const draw = must(await tx.em.findOne(ExpertDraw, { lot: lot.id }), 'draw');
  const where = { lot: lot.id, leftAt: null };
  const seats = await tx.em.find(CommitteeSeat, where, { orderBy: { number: 1 } });
  const people = await tx.em.find(Person, { id: { $in: seats.map(s => s.person) } });
  const rounds = await tx.em.find(DrawWidening, { lot: lot.id }, { orderBy: { round: 1 } });
  draw.openedAt = await tx.now();
  await tx.record({
    type: 'experts.opened',
    subject: lot.id,
    data: {
      seed: seedOf(await ctx.vault.get(drawSeed(lot.id)), lot),
      beacon: draw.beacon ?? null,
      poolSha256: draw.poolSha256,
      departures: draw.departures,
      rounds: rounds.map(({ round, poolSha256, departuresBefore }) => ({
        ...{ round, poolSha256, departuresBefore },
      })),
      result: seats.map(({ id, number, person, discipline, city }) => ({
        seat: id,
        number,
        person,
        name: people.find(p => p.id === person)?.name ?? '',
        discipline,
        city,
      })),
    },
  });
}
