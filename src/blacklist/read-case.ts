import type { CaseRow, CaseView } from '../../contracts/sanction-case.ts';
import type { Evidence } from '../../contracts/sanctions.ts';
import { chinaCalendar } from '../kernel/calendar.ts';
import type { Context } from '../platform/command.ts';
import { type CaseFile, factsOf, findCase, lastAct } from './case-file.ts';
import type { NoticeText } from './case-text.ts';
import type { CaseAct, SanctionCase, SanctionEvidence } from './entities.ts';
import { recordLook } from './looks.ts';
import { toneOf } from './rules/due.ts';
import { actsFor, insideActs } from './rules/flow.ts';

/** One case for those who may reach it; the look is on record. */
export async function readCase(ctx: Context, id: string): Promise<CaseView> {
  const file = await findCase(ctx, ctx.em.fork(), id);
  await recordLook(ctx, file, 'blacklist.looked', { number: file.held.number });
  return presentCase(file, await ctx.clock.now(ctx.em));
}

export function presentRow(held: SanctionCase, now: Date): CaseRow {
  return {
    ...{ id: held.id, number: held.number, list: held.list, ground: held.ground },
    ...{ subject: held.subject, authority: held.authorityName, state: held.state },
    officers: held.officers,
    openedAt: held.openedAt.toISOString(),
    due: held.due?.toISOString() ?? null,
    tone: toneOf(held.due ?? null, now, chinaCalendar),
    sanction: held.sanction ?? null,
  };
}

function presentCase(file: CaseFile, now: Date): CaseView {
  const { held, standing } = file;
  const own = standing.ofAuthority;
  return {
    ...presentRow(held, now),
    summary: own ? held.summary : null,
    evidence: evidenceFor(file).map(presentEvidence),
    acts: actsSeen(file).map(a => ({
      ...{ id: a.id, act: a.act, by: a.name, at: a.at.toISOString(), text: a.text },
      sha256: a.sha256,
    })),
    answerBy: held.answerBy?.toISOString() ?? null,
    hearingAt: held.hearingAt?.toISOString() ?? null,
    may: actsFor(factsOf(held), standing, now),
  };
}

/** The acts that the caller may read. */
export const actsSeen = ({ acts, standing }: CaseFile): CaseAct[] =>
  acts.filter(({ act }) => standing.ofAuthority || !insideActs.includes(act));

/** The respondent sees all evidence that the notice uses, and only that. */
export function evidenceFor({ evidence, acts, standing }: CaseFile): SanctionEvidence[] {
  if (standing.ofAuthority) return [...evidence];
  const used = lastAct<NoticeText>(acts, 'notice')?.evidence.map(e => e.id) ?? [];
  return evidence.filter(e => used.includes(e.id));
}

export const presentEvidence = (held: SanctionEvidence): Evidence => ({
  ...{ id: held.id, kind: held.kind, name: held.name, sha256: held.sha256, bytes: held.bytes },
  ...{ source: held.source ?? null, rule: held.rule ?? null, at: held.at.toISOString() },
});
