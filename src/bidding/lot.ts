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
  return found(em, await em.findOne(Lot, { id }));
}

/** The lot under its row lock, which orders submissions and the close; ask for the time after this. */
export async function lockLot(em: EntityManager, id: string): Promise<Found> {
  return found(em, await em.findOne(Lot, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }));
}

async function found(em: EntityManager, row: Lot | null): Promise<Found> {
  const lot = must(row, '这个标段');
  const project = must(await em.findOne(Project, { id: lot.project.id }), '这个项目');
  const { id, state, deadline, rules, rulesSha256, committeeKeySha256 } = lot;
  const { tenderer, agency = null } = project;
  const facts = { id, project: project.id, state, deadline, rules, rulesSha256 };
  return {
    lot: { ...facts, committeeKeySha256, tenderer, agency },
    title: lotTitle(project, lot),
    code: project.code,
  };
}

/** The organisation for which the caller acts, as the register knows it. */
export async function readBidder(ctx: Context): Promise<BidderFacts & { readonly name: string }> {
  const id = must(ctx.actor.organisation, '您所在的单位');
  const { kinds, name } = must(await ctx.em.findOne(Organisation, { id }), '您所在的单位');
  return { organisation: id, kinds, name };
}
