import type { EntityManager } from '@mikro-orm/postgresql';
import type { CreditStanding } from '../kernel/credit-standing.ts';
import { must } from '../platform/command.ts';
import { Organisation } from '../registry/entities.ts';
import { Project } from '../tender/entities.ts';
import { factsOf } from './facts/facts.ts';
import { rulesAt } from './rules/rule-set.ts';
import { sumOf } from './rules/sum.ts';

/** The sum of an organisation's record as of a time; anyone can recompute it from the public page of that time. */
export async function creditAt(
  em: EntityManager,
  organisation: string,
  at: Date,
): Promise<CreditStanding> {
  const { code } = await em.findOneOrFail(Organisation, { id: organisation });
  const { facts } = (await factsOf(em, [code]))(code);
  const rules = rulesAt(at);
  const { score, band } = sumOf(facts, rules, at);
  return { score, band, rules: rules.version };
}

/** As of the publication of a project: what a tender makes depend on credit is fixed before anybody bids. */
export async function creditFor(
  em: EntityManager,
  organisation: string,
  project: string,
): Promise<CreditStanding> {
  const { publishedAt } = await em.findOneOrFail(Project, { id: project });
  return creditAt(em, organisation, must(publishedAt, 'project'));
}
