import { v7 } from 'uuid';
import type { ClueLink, ClueStage } from '../../contracts/clues.ts';
import { chinaCalendar } from '../kernel/calendar.ts';
import { type Context, type Transaction, transact } from '../platform/command.ts';
import { newReference } from '../platform/reference.ts';
import { Clue, LotAnalysis } from './entities.ts';
import type { LotUnderScrutiny } from './intake/lot-bids.ts';
import { dueBy } from './rules/clue.ts';
import type { Group } from './rules/group.ts';
import { weights } from './rules/weights.ts';

interface Found {
  readonly stage: ClueStage;
  readonly groups: readonly Group[];
  readonly links: readonly ClueLink[];
  readonly screens: Record<string, number | null>;
}

/**
 * Keeps the analysis, and makes clues of the groups that reach the threshold. A clue of the same bids is brought up to
 * date while nobody has ended it; what a person has decided stays as it was seen.
 */
export async function raiseClues(
  ctx: Context,
  { lot, project }: LotUnderScrutiny,
  { stage, groups, links, screens }: Found,
): Promise<void> {
  await transact(ctx, async tx => {
    const at = await tx.now();
    const score = Math.max(0, ...groups.map(group => group.score));
    const { version } = weights;
    await tx.em.upsert(LotAnalysis, { lot: lot.id, stage, at, version, score, screens });
    const known = await tx.em.find(Clue, { lot: lot.id });
    for (const group of groups) {
      const same = known.find(clue => clue.bids.join() === group.bids.join());
      const inside = links.filter(l => group.bids.includes(l.a) && group.bids.includes(l.b));
      if (same) await renew(tx, same, group, inside, stage);
      else if (group.score >= weights.raiseFrom)
        await raise(tx, { project: project.id, lot: lot.id, stage }, group, inside, at);
    }
  });
}

async function raise(
  tx: Transaction,
  of: { project: string; lot: string; stage: ClueStage },
  { bids, reasons, score, low, high }: Group,
  links: readonly ClueLink[],
  raisedAt: Date,
): Promise<void> {
  const id = v7();
  const number = newReference('X', raisedAt);
  tx.em.create(Clue, {
    ...{ ...of, id, number, score, low, high, raisedAt },
    ...{ bids: [...bids], reasons: [...reasons], links: [...links], version: weights.version },
    ...{ state: 'new', owner: null, ownerName: null, dueBy: dueBy(raisedAt, chinaCalendar) },
    ...{ verdict: null, judgedAt: null, sanctionCase: null },
  });
  const rules = reasons.map(reason => reason.rule);
  const data = { number, lot: of.lot, bids, rules, score, version: weights.version };
  await tx.record({ type: 'clues.raised', subject: id, data });
}

async function renew(
  tx: Transaction,
  clue: Clue,
  { reasons, score, low, high }: Group,
  links: readonly ClueLink[],
  stage: ClueStage,
): Promise<void> {
  const live = clue.state === 'new' || clue.state === 'held';
  if (!live || JSON.stringify(clue.reasons) === JSON.stringify(reasons)) return;
  const { version } = weights;
  Object.assign(clue, { reasons, links, score, low, high, stage, version });
  const data = { number: clue.number, score, version };
  await tx.record({ type: 'clues.renewed', subject: clue.id, data });
}
