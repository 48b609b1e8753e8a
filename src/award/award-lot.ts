import type { EntityManager } from '@mikro-orm/postgresql';
import type { AwardView } from '../../contracts/award.ts';
import type { AwardNotice } from '../../contracts/award-notices.ts';
import { utf8 } from '../kernel/bytes.ts';
import { chinaCalendar } from '../kernel/calendar.ts';
import { parseYuan } from '../kernel/money.ts';
import { move } from '../kernel/move.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { requireUnbarred } from '../kernel/sanction-bar.ts';
import { type Context, must, type Transaction, transact } from '../platform/command.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { Lot, type Project } from '../tender/entities.ts';
import { bidsBindUntil } from '../tender/rules/day-count.ts';
import { isOver, lotMoves, projectMoves } from '../tender/rules/lifecycle.ts';
import { findMatter, lockMatter, type Matter, requireOwn } from './lot.ts';
import { awardPaper } from './notices.ts';
import { readAward } from './read-award.ts';
import { awardMoves, requireMayAward, requireStanding, winnerOf } from './rules/award.ts';

/** Awards the lot to the highest-ranked candidate that still stands, by a signed notice (A45, B55). */
export async function awardLot(ctx: Context, id: string, signature: string): Promise<AwardView> {
  const before = await findMatter(ctx.em.fork(), id);
  requireOwn(ctx, before.project);
  requireAwardable(before, await ctx.clock.now(ctx.em));
  const seen = awardPaper(before);
  const p7 = Buffer.from(signature, 'base64');
  const { certificateSha256: certificate } = await requireOwnSignature(ctx, p7, {
    content: utf8(seen.text),
  });
  await transact(ctx, async tx => {
    const matter = await lockMatter(tx.em, id);
    const now = await tx.now();
    requireAwardable(matter, now);
    const { text, sha256 } = awardPaper(matter);
    if (text !== seen.text)
      throw new RuleError('CONFLICT', {
        zh: '中标通知书的内容已变化，请重新阅读并签署。',
        en: 'The award notice has changed. Read it again, then sign.',
      });
    const award = must(matter.award, 'candidates');
    await requireWinnerUnbarred(ctx, tx, matter, now);
    const { winner, reference } = JSON.parse(text) as AwardNotice;
    const { deadline, rules } = matter.lot;
    // Who has won is no longer bound by its bid: the award stands if it agrees, and everybody is told (B25).
    const afterValidity = now >= bidsBindUntil(deadline, rules.validityDays, chinaCalendar);
    const data = { sha256, reference, winner, afterValidity };
    const event = await tx.record({ type: 'award.awarded', subject: id, data });
    Object.assign(award, {
      state: move(awardMoves, award.state, 'awarded'),
      awardText: text,
      awardSha256: sha256,
      awardSignature: p7,
      awardCertificate: certificate,
      awardEvent: event.id,
      awardedAt: now,
      amountFen: parseYuan(winner.amount),
      ceilingFen: parseYuan(rules.ceiling),
    });
    matter.lot.state = move(lotMoves, matter.lot.state, 'awarded');
    await finishProject(tx.em, matter.project);
  });
  return readAward(ctx, id);
}

/** A candidate that has been listed since must first be disqualified; then the next follows (B55, B56). */
async function requireWinnerUnbarred(
  ctx: Context,
  { em }: Transaction,
  { candidates }: Matter,
  now: Date,
): Promise<void> {
  const standing = candidates.map(c => ({ ...c, rank: c.rank, outReason: c.outReason ?? null }));
  const { organisation, rank } = winnerOf(standing);
  const act = {
    zh: `不能定标，先取消第 ${rank} 名候选人的资格，再由下一名递补`,
    en: `No award yet; disqualify candidate ${rank} first, then the next follows`,
  };
  requireUnbarred(await ctx.barOn(em, { organisation }, now), act);
}

function requireAwardable({ award, objections }: Matter, now: Date): void {
  const open = objections.filter(o => !o.answer).length;
  const window = award && { endsAt: award.windowEndsAt, remainingMs: award.remainingMs ?? null };
  requireMayAward(award?.state ?? 'none', window, open, now);
}

/** A project is finished when each of its lots is over. */
async function finishProject(em: EntityManager, project: Project): Promise<void> {
  await em.flush();
  const lots = await em.find(Lot, { project: project.id });
  if (lots.every(l => isOver(l.state)) && project.state === 'published')
    project.state = move(projectMoves, project.state, 'finished');
}

/** When no candidate stands the tender has failed (B55). */
export async function failLot(tx: Transaction, lot: Lot, project: Project): Promise<void> {
  lot.state = move(lotMoves, lot.state, 'failed');
  await tx.record({ type: 'award.failed', subject: lot.id, data: {} });
  await finishProject(tx.em, project);
}

/** A candidate gives up or is disqualified: the next follows; when nobody stands the tender has failed (B55). */
export async function disqualifyCandidate(ctx: Context, id: string, rank: number, reason: string) {
  await transact(ctx, async tx => {
    const { lot, project, award, candidates } = await lockMatter(tx.em, id);
    requireOwn(ctx, project);
    const candidate = candidates.find(c => c.rank === rank);
    const standing = candidate && { rank, outReason: candidate.outReason ?? null };
    requireStanding(award?.state ?? 'none', standing);
    const row = must(candidate, 'candidate');
    row.outReason = reason;
    row.outAt = await tx.now();
    await tx.record({ type: 'award.disqualified', subject: id, data: { rank, reason } });
    if (candidates.every(c => c.outReason)) await failLot(tx, lot, project);
  });
  return { done: true as const };
}
