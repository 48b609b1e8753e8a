import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Bid } from '../bidding/entities.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must } from '../platform/command.ts';
import { Lot, Project } from '../tender/entities.ts';
import { Hall, SealedBid } from './entities.ts';
import { isHost, mayEnter } from './rules.ts';

/** A lot as its hall needs it; `hall` is null before the close, `own` is the caller's bid of the sealed set. */
export interface Place {
  readonly lot: Lot;
  readonly project: Project;
  readonly hall: Hall | null;
  readonly own: SealedBid | null;
}

/** Finds the hall of a lot for somebody who may be in it; FORBIDDEN for the others. */
export async function enter(ctx: Context, id: string): Promise<Place> {
  const place = await findPlace(ctx, id);
  const closed = place.hall !== null;
  const { organisation, roles } = ctx.actor;
  const visitor = { organisation, roles, ownBid: place.own !== null || (await hadBid(ctx, place)) };
  if (mayEnter(hosts(place.project), closed, visitor)) return place;
  throw new RuleError('FORBIDDEN', {
    zh: '您不是这个标段的参加人，不能进入开标大厅。',
    en: 'You do not take part in this lot and cannot enter the hall.',
  });
}

/** An opening that fails seals nobody in, yet whoever had bid reads there why. */
async function hadBid({ em, actor }: Context, { lot, hall }: Place): Promise<boolean> {
  const { organisation } = actor;
  if (hall?.stage !== 'failed' || !organisation) return false;
  return (await newestBid(em, lot.id, organisation))?.kind === 'submitted';
}

/** What the organisation sent last for the lot: a bid, or the withdrawal of one. */
export const newestBid = (em: EntityManager, lot: string, organisation: string) =>
  em.findOne(Bid, { lot, organisation }, { orderBy: { sequence: 'desc' } });

export async function findPlace(ctx: Context, id: string): Promise<Place> {
  const { em, actor } = ctx;
  const lot = must(await em.findOne(Lot, { id }), 'lot');
  const project = must(await em.findOne(Project, { id: lot.project.id }), 'project');
  const hall = await em.findOne(Hall, { lot: id });
  const { organisation } = actor;
  const own = organisation ? await em.findOne(SealedBid, { lot: id, organisation }) : null;
  return { lot, project, hall, own };
}

const hosts = ({ tenderer, agency }: Project) => ({ tenderer, agency: agency ?? null });

/** Only the tenderer of the project, its agency, and the centre in their name lead the opening. */
export function requireHost(ctx: Context, { project }: Place): void {
  if (ctx.actor.roles.includes('operator')) return;
  if (isHost(hosts(project), ctx.actor.organisation)) return;
  throw new RuleError('FORBIDDEN', {
    zh: '只有本项目的招标人、代理机构或交易中心可以主持开标。',
    en: 'Only the tenderer, the agency or the trading centre may chair this opening.',
  });
}

/** The hall under its row lock, which orders all that happens in it; ask for the time after this. */
export async function lockHall(em: EntityManager, lot: string): Promise<Hall> {
  const hall = await em.findOne(Hall, { lot }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (hall) return hall;
  throw notBegun();
}

export const notBegun = () =>
  new RuleError('WRONG_STATE', {
    zh: '还没有到投标截止时间，开标还没有开始。',
    en: 'The deadline for bids has not come; the opening has not begun.',
  });

/** The caller's own bid in the sealed set; NOT_FOUND for everybody else. */
export async function lockOwnBid(em: EntityManager, ctx: Context, lot: string): Promise<SealedBid> {
  const organisation = must(ctx.actor.organisation, 'ownBid');
  return must(await em.findOne(SealedBid, { lot, organisation }), 'ownBid');
}
