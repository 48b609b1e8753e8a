import { v7 } from 'uuid';
import type { ClueLink, ClueStage } from '../../contracts/clues/clue.ts';
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
  /** Of the weights, and of the model where one took part. */
  readonly version: string;
}

/** What a clue is about: a lot, or parties over the years. */
export type Subject = Pick<
  Clue,
  'about' | 'project' | 'lot' | 'stage' | 'parties' | 'series' | 'version'
>;

/**
 * Keeps the analysis, and makes clues of the groups that reach the threshold. A clue of the same bids is brought up to
 * date while nobody has ended it; what a person has decided stays as it was seen.
 */
export async function raiseClues(
  ctx: Context,
  { lot, project }: LotUnderScrutiny,
  { stage, groups, links, screens, version }: Found,
): Promise<void> {
  const about = { about: 'lot' as const, parties: [], series: [] };
  const subject = { ...about, project: project.id, lot: lot.id, stage, version };
  await transact(ctx, async tx => {
    const at = await tx.now();
    const score = Math.max(0, ...groups.map(group => group.score));
    await tx.em.upsert(LotAnalysis, { lot: lot.id, stage, at, version, score, screens });
    const known = await tx.em.find(Clue, { lot: lot.id });
    for (const group of groups) {
      const same = known.find(clue => clue.bids.join() === group.bids.join());
      const inside = links.filter(l => group.bids.includes(l.a) && group.bids.includes(l.b));
      await raiseOrRenew(tx, same ?? null, subject, group, inside);
    }
  });
}

/** A known clue is brought up to date; a group that reaches the threshold becomes one. */
export async function raiseOrRenew(
  tx: Transaction,
  known: Clue | null,
  subject: Subject,
  group: Group,
  links: readonly ClueLink[],
): Promise<void> {
  if (known) await renew(tx, known, subject, group, links);
  else if (group.score >= weights.raiseFrom) await raise(tx, subject, group, links);
}

async function raise(
  tx: Transaction,
  subject: Subject,
  { bids, reasons, score, low, high }: Group,
  links: readonly ClueLink[],
): Promise<void> {
  const id = v7();
  const raisedAt = await tx.now();
  const number = newReference('X', raisedAt);
  tx.em.create(Clue, {
    ...{ ...subject, id, number, score, low, high, raisedAt },
    ...{ bids: [...bids], reasons: [...reasons], links: [...links] },
    ...{ state: 'new', owner: null, ownerName: null },
    dueBy: dueBy('new', raisedAt, chinaCalendar),
    ...{ verdict: null, judgedAt: null, sanctionCase: null },
  });
  const rules = reasons.map(reason => reason.rule);
  const of = { about: subject.about, lot: subject.lot ?? null, bids };
  const parties = subject.parties.map(party => party.id);
  const data = { number, ...of, parties, rules, score, version: subject.version };
  await tx.record({ type: 'clues.raised', subject: id, data });
}

async function renew(
  tx: Transaction,
  clue: Clue,
  { stage, parties, series, version }: Subject,
  { bids, reasons, score, low, high }: Group,
  links: readonly ClueLink[],
): Promise<void> {
  const live = clue.state === 'new' || clue.state === 'held';
  if (!live || JSON.stringify(clue.reasons) === JSON.stringify(reasons)) return;
  Object.assign(clue, { bids, reasons, links, score, low, high, stage, parties, series, version });
  const data = { number: clue.number, score, version };
  await tx.record({ type: 'clues.renewed', subject: clue.id, data });
}
