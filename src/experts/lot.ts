import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { RuleError } from '../kernel/rule-error.ts';
import { isHost } from '../opening/rules.ts';
import { type Context, must, type Transaction } from '../platform/command.ts';
import { Lot, Project } from '../tender/entities.ts';

export interface LotAndProject {
  readonly lot: Lot;
  readonly project: Project;
}

/** A published lot with its project; what is still a draft is not found. */
export async function findLot(em: EntityManager, id: string): Promise<LotAndProject> {
  const lot = must(await em.findOne(Lot, id), 'lot');
  return { lot, project: must(await em.findOne(Project, lot.project.id), 'project') };
}

/** The same under the lot's row lock: ask for the time after it. */
export async function lockLot({ em }: Transaction, id: string): Promise<LotAndProject> {
  const lot = must(await em.findOne(Lot, id, { lockMode: LockMode.PESSIMISTIC_WRITE }), 'lot');
  return { lot, project: must(await em.findOne(Project, lot.project.id), 'project') };
}

/** The tenderer, its agency, or the centre; a project of others is not found. */
export function requireHost({ actor }: Context, project: Project): void {
  const { tenderer, agency = null } = project;
  if (actor.roles.includes('operator') || isHost({ tenderer, agency }, actor.organisation)) return;
  throw new RuleError('NOT_FOUND', { zh: '没有找到这个标段。', en: 'This lot was not found.' });
}
