import type { EntityManager } from '@mikro-orm/postgresql';
import type { AwardView } from '../../contracts/award.ts';
import type { AwardNotice } from '../../contracts/award-notices.ts';
import { utf8 } from '../kernel/bytes.ts';
import { move } from '../kernel/move.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { Lot, type Project } from '../tender/entities.ts';
import { isOver, lotMoves, projectMoves } from '../tender/rules/lifecycle.ts';
import { findMatter, lockMatter, type Matter, requireOwn } from './lot.ts';
import { awardPaper } from './notices.ts';
import { readAward } from './read-award.ts';
import { awardMoves, requireMayAward, requireStanding } from './rules/award.ts';

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
      throw new RuleError('CONFLICT', '中标通知书的内容已变化，请重新阅读并签署。');
    const award = must(matter.award, '中标候选人公示');
    const { winner, reference } = JSON.parse(text) as AwardNotice;
    const data = { sha256, reference, winner };
    const event = await tx.record({ type: 'award.awarded', subject: id, data });
    Object.assign(award, {
      state: move(awardMoves, award.state, 'awarded'),
      awardText: text,
      awardSha256: sha256,
      awardSignature: p7,
      awardCertificate: certificate,
      awardEvent: event.id,
      awardedAt: now,
    });
    matter.lot.state = move(lotMoves, matter.lot.state, 'awarded');
    await finishProject(tx.em, matter.project);
  });
  return readAward(ctx, id);
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

/** A candidate gives up or is disqualified: the next follows; when nobody stands the tender has failed (B55). */
export async function disqualifyCandidate(ctx: Context, id: string, rank: number, reason: string) {
  await transact(ctx, async tx => {
    const { lot, project, award, candidates } = await lockMatter(tx.em, id);
    requireOwn(ctx, project);
    const candidate = candidates.find(c => c.rank === rank);
    const standing = candidate && { rank, outReason: candidate.outReason ?? null };
    requireStanding(award?.state ?? 'none', standing);
    const row = must(candidate, '这个候选人');
    row.outReason = reason;
    row.outAt = await tx.now();
    await tx.record({ type: 'award.disqualified', subject: id, data: { rank, reason } });
    if (candidates.some(c => !c.outReason)) return;
    lot.state = move(lotMoves, lot.state, 'failed');
    await tx.record({ type: 'award.failed', subject: id, data: {} });
    await finishProject(tx.em, project);
  });
  return { done: true as const };
}
