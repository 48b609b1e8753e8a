import type { EntityManager } from '@mikro-orm/postgresql';
import type { DrawView, Widening } from '../../contracts/experts.ts';
import type { Words } from '../../contracts/words.ts';
import { Event } from '../platform/ledger/entities.ts';
import { Expert } from '../registry/entities.ts';
import type { Lot } from '../tender/entities.ts';
import type { CommitteeSeat, DrawWidening, ExpertDraw } from './entities.ts';
import { openTo } from './rules/widening.ts';

/** What the committee wants and what may be added to the criteria; null while nobody is missing for want of a pool. */
export async function readShortage(
  em: EntityManager,
  lot: Lot,
  draw: ExpertDraw | null,
  so: { readonly rows: readonly DrawWidening[]; readonly seats: readonly CommitteeSeat[] },
): Promise<DrawView['shortage']> {
  const drawn = draw !== null && draw.state !== 'none';
  const vacant = vacantSeats(lot, so.seats);
  const last = await lastLack(em, lot.id);
  const lack = drawn ? null : last;
  if (vacant.length === 0 || !(drawn || lack)) return null;
  return {
    detail: lack?.lacked ?? said(vacant, so.rows.at(-1)?.lacked ? last : null),
    vacant,
    round: nextRound(so.rows),
    open: await readOpen(em, lot, so.rows, wantingSeats(vacant, lack?.lacking ?? [])),
  };
}

export const nextRound = (rows: readonly DrawWidening[]): number => (rows.at(-1)?.round ?? 1) + 1;

/** Seats of experts that nobody holds, with their announced disciplines. */
export function vacantSeats(
  { rules }: Pick<Lot, 'rules'>,
  seats: readonly Pick<CommitteeSeat, 'number'>[],
): { number: number; discipline: string }[] {
  return rules.committee.disciplines
    .flatMap(({ id, seats: n }) => Array.from({ length: n }, () => id))
    .map((discipline, i) => ({ number: i + 1, discipline }))
    .filter(({ number }) => !seats.some(s => s.number === number));
}

/** The criteria are widened for the seats that lack somebody; for every vacant one where no discipline is to blame. */
export const wantingSeats = <S extends { readonly discipline: string }>(
  vacant: readonly S[],
  lacking: readonly string[],
): S[] => vacant.filter(s => lacking.length === 0 || lacking.includes(s.discipline));

export async function readOpen(
  em: EntityManager,
  { rules }: Pick<Lot, 'rules'>,
  widened: readonly Widening[],
  wanting: readonly { readonly discipline: string }[],
): Promise<Widening> {
  const experts = await em.find(Expert, { active: true }, { fields: ['city'] });
  return openTo(rules.committee, { widened, wanting, cities: experts.map(e => e.city) });
}

function said(vacant: readonly { number: number; discipline: string }[], last: Lack | null): Words {
  const seats = vacant.map(s => `${s.number} 号席位（${s.discipline}）`).join('、');
  const seatsEn = vacant.map(s => `seat ${s.number} (${s.discipline})`).join(', ');
  const still = last && {
    zh: `扩大后仍不够：${last.lacked.zh}`,
    en: ` Widened, it is still too small: ${last.lacked.en}`,
  };
  return {
    zh: `${seats}空缺，专家库里没有可以递补的人。${still?.zh ?? ''}`,
    en: `Vacant: ${seatsEn}; nobody in the pool can follow.${still?.en ?? ''}`,
  };
}

export interface Lack {
  readonly round: number;
  readonly lacked: Words;
  readonly lacking: readonly string[];
}

/** What the last draw that was given up lacked, as it is on record. */
export async function lastLack(em: EntityManager, lot: string): Promise<Lack | null> {
  return (await lacksOf(em, lot)).at(-1) ?? null;
}

/** What each draw that was given up lacked, the latest last. */
export async function lacksOf(em: EntityManager, lot: string): Promise<Lack[]> {
  const where = { subject: lot, type: 'experts.pool-too-small' };
  const events = await em.find(Event, where, { orderBy: { at: 'asc' } });
  return events.map(event => (JSON.parse(event.text) as { data: Lack }).data);
}
