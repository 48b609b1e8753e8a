import type { Mark, SheetStage } from '../../contracts/evaluation/sheets.ts';
import { checkIn } from '../../src/evaluation/check-in.ts';
import { evaluationWork } from '../../src/evaluation/due.ts';
import { electLeader } from '../../src/evaluation/elect-leader.ts';
import { Evaluation } from '../../src/evaluation/entities.ts';
import { readReport } from '../../src/evaluation/read-report.ts';
import { formOf } from '../../src/evaluation/rules/form.ts';
import { lockSheet, readSheet, saveSheet } from '../../src/evaluation/sheets.ts';
import { signReport } from '../../src/evaluation/sign-report.ts';
import { Lot } from '../../src/tender/entities.ts';
import type { City } from '../experts/city.ts';

/** A committee at work: its people by number, and what each step of it is. */
export interface Committee {
  readonly city: City;
  readonly lot: string;
  readonly people: readonly string[];
}

/** A mark, or the value of one, for a member's cell. */
export type Judge = (member: number, bid: number, item: string) => Mark['value'] | Partial<Mark>;

/** Objective items alike, subjective ones close together, better bids with higher numbers. */
export const plausible: Judge = (member, bid, item) => {
  if (item === 'team') return 6;
  if (item === 'record') return Math.min(7, 2 + bid);
  if (item === 'organisation' || item === 'quality-safety') return 6 + bid / 2 + (member % 2) / 2;
  return true;
};

export const contextOf = ({ city, people }: Committee, member: number) =>
  city.asPerson(people[member - 1] ?? '');

export async function checkInAll(committee: Committee): Promise<void> {
  const { city, lot, people } = committee;
  await evaluationWork.run(city.platform);
  for (const i of people.keys())
    await checkIn(await contextOf(committee, i + 1), lot, `${i + 1} 号工位`);
  await electFirst(committee);
  await evaluationWork.run(city.platform);
}

/** The first three of five vote for number one. */
export async function electFirst(committee: Committee): Promise<void> {
  for (const member of [1, 2, 3])
    await electLeader(await contextOf(committee, member), committee.lot, 1);
}

/** A member fills its sheet as `judge` says, without locking it. */
export async function fill(
  committee: Committee,
  stage: SheetStage,
  member: number,
  judge: Judge = plausible,
): Promise<void> {
  const { city, lot } = committee;
  const em = city.orm.em.fork();
  const { bids, outcomes } = await em.findOneOrFail(Evaluation, { lot });
  const form = formOf((await em.findOneOrFail(Lot, lot)).rules, stage, bids, outcomes);
  const ctx = await contextOf(committee, member);
  const marks = form.bids.flatMap(({ bid, number }) =>
    form.items.map(({ id }) => {
      const given = judge(member, number, id);
      const mark = typeof given === 'object' && given !== null ? given : { value: given };
      return { bid, item: id, reason: '', value: null, ...mark };
    }),
  );
  const { version } = await readSheet(ctx, lot, stage);
  await saveSheet(ctx, lot, stage, marks, version);
}

/** Every member fills and locks a stage. */
export async function holdStage(
  committee: Committee,
  stage: SheetStage,
  judge: Judge = plausible,
): Promise<void> {
  for (const i of committee.people.keys()) {
    await fill(committee, stage, i + 1, judge);
    await lockSheet(await contextOf(committee, i + 1), committee.lot, stage);
  }
}

export async function signAll(committee: Committee): Promise<void> {
  const { city, lot, people } = committee;
  for (const [i, person] of people.entries()) {
    const ctx = await contextOf(committee, i + 1);
    const { text } = await readReport(ctx, lot);
    await signReport(ctx, lot, { signature: await city.sign(person, text), dissent: null });
  }
}

/** From the check-in to the last signature; `between` happens before the first mark. */
export async function evaluate(
  committee: Committee,
  judge: Judge = plausible,
  between: () => Promise<void> = async () => undefined,
): Promise<void> {
  await checkInAll(committee);
  await between();
  for (const stage of ['qualification', 'responsiveness', 'technical'] as const)
    await holdStage(committee, stage, judge);
  await evaluationWork.run(committee.city.platform);
  await signAll(committee);
}
