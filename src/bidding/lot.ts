import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Context, must } from '../platform/command.ts';
import { Organisation } from '../registry/entities.ts';
import { Lot, Project } from '../tender/entities.ts';
import { type BidderFacts, type LotFacts, lotTitle } from './rules.ts';

/** What the rules look at, and what papers call the lot. */
export interface Found {
  readonly lot: LotFacts;
  readonly title: string;
  readonly code: string;
}

/** The lot as it is now, without a lock: good for a first look, not for a decision. */
export async function findLot(em: EntityManager, id: string): Promise<Found> {
  const lot = must(await em.findOne(Lot, { id }), '这个标段');
  const project = must(await em.findOne(Project, { id: lot.project.id }), '这个项目');
  const { tenderer, agency = null, code } = project;
  const facts = { ...changing(lot), id, project: project.id, tenderer, agency };
  return { lot: facts, title: lotTitle(project, lot), code };
}

/**
 * The lot under its row lock, which orders submissions and the close; ask for the time after this. What never changes
 * after publication is taken from `found`: while the lock is held all other bidders of the lot wait.
 */
export async function lockLot(em: EntityManager, { lot: found }: Found): Promise<LotFacts> {
  const held = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
  const lot = must(await em.findOne(Lot, { id: found.id }, held), '这个标段');
  return { ...found, ...changing(lot) };
}

const changing = ({ state, deadline, rules, rulesSha256, committeeKeySha256 }: Lot) => ({
  ...{ state, deadline, rules, rulesSha256, committeeKeySha256 },
});

/** The organisation for which the caller acts, as the register knows it. */
export async function readBidder(ctx: Context): Promise<BidderFacts & { readonly name: string }> {
  const id = must(ctx.actor.organisation, '您所在的单位');
  const { kinds, name } = must(await ctx.em.findOne(Organisation, { id }), '您所在的单位');
  return { organisation: id, kinds, name };
}
