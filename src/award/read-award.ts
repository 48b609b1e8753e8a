import type { AwardView } from '../../contracts/award.ts';
import { lotTitle } from '../bidding/rules/lot.ts';
import { Evaluation } from '../evaluation/entities.ts';
import { chinaCalendar, endOfPeriod } from '../kernel/calendar.ts';
import type { Context } from '../platform/command.ts';
import { bidsBindUntil } from '../tender/rules/day-count.ts';
import type { AwardVoiding, ResultObjection } from './entities.ts';
import { findMatter, isOwn, type Matter } from './lot.ts';
import { publishWithinDays } from './rules/award.ts';
import { voidGrounds } from './rules/voiding.ts';

/** Candidates, window and result, for everybody; what an objection says is for its author, the host and the supervisor. */
export async function readAward(ctx: Context, id: string): Promise<AwardView> {
  const matter = await findMatter(ctx.em.fork(), id);
  const { lot, project, award, candidates, objections } = matter;
  const { validityDays } = lot.rules;
  const validUntil = bidsBindUntil(lot.deadline, validityDays, chinaCalendar);
  const view = candidates.map(c => ({ ...c.said, out: c.outReason ?? null }));
  return {
    lot: id,
    project: project.id,
    code: project.code,
    title: lotTitle(project, lot),
    state: award?.state ?? 'none',
    candidates: view,
    publishBy: await publishBy(ctx, matter),
    publishedAt: award?.publishedAt.toISOString() ?? null,
    windowEndsAt: award?.windowEndsAt.toISOString() ?? null,
    stopped: typeof award?.remainingMs === 'number',
    objections: objections.map(o => objectionFor(ctx, matter, o)),
    winner: award?.awardText ? JSON.parse(award.awardText).winner : null,
    awardedAt: award?.awardedAt?.toISOString() ?? null,
    validUntil: validUntil.toISOString(),
    afterValidity: (award?.awardedAt ?? (await ctx.clock.now(ctx.em))) >= validUntil,
    noticeSha256: award?.awardSha256 ?? null,
    voidings: matter.voidings.map(presentVoiding),
  };
}

function presentVoiding(v: AwardVoiding): AwardView['voidings'][number] {
  const { zh, en, article } = voidGrounds[v.ground];
  const { number, ground, consequence, reason, bidder, rank, authority, sha256 } = v;
  return {
    ...{ number, ground, consequence, reason, bidder, rank, authority, sha256 },
    title: { zh, en },
    article,
    at: v.at.toISOString(),
    contract: Boolean(v.contractText),
  };
}

/** Only those who have to publish see until when. */
async function publishBy(ctx: Context, { lot, project, award }: Matter): Promise<string | null> {
  if (award || !isOwn(ctx, project)) return null;
  const evaluation = await ctx.em.fork().findOne(Evaluation, { lot: lot.id });
  const { finishedAt } = evaluation ?? {};
  if (!finishedAt) return null;
  return endOfPeriod(finishedAt, publishWithinDays, chinaCalendar).toISOString();
}

function objectionFor(
  ctx: Context,
  { project }: Matter,
  { id, organisation, from, text, at, answerBy, answer, answeredAt }: ResultObjection,
): AwardView['objections'][number] {
  const { actor } = ctx;
  const open =
    isOwn(ctx, project) ||
    actor.roles.includes('supervisor') ||
    actor.organisation === organisation;
  return {
    id,
    from: open ? from : null,
    text: open ? text : null,
    at: at.toISOString(),
    answerBy: answerBy.toISOString(),
    answer: open ? (answer ?? null) : null,
    answeredAt: answeredAt?.toISOString() ?? null,
  };
}
