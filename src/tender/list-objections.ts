import type { z } from 'zod';
import type { listDocumentObjections } from '../../contracts/tender/objections.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, transact } from '../platform/command.ts';
import { DocumentObjection } from './entities.ts';
import { lotsOf, publishedProject } from './own-project.ts';
import { objectionsEnd } from './rules/objection.ts';

export type Objections = z.input<typeof listDocumentObjections.reply>;

/**
 * A bidder sees its own, the tenderer and its agency all without the authors, the supervisor and the centre on duty all
 * with them (C21): their look at names is on record.
 */
export async function listObjections(ctx: Context, id: string): Promise<Objections> {
  const em = ctx.em.fork();
  const { actor } = ctx;
  const watches = actor.roles.some(role => role === 'supervisor' || role === 'operator');
  const project = await publishedProject(em, id);
  const { organisation } = actor;
  const runs = organisation !== null && [project.tenderer, project.agency].includes(organisation);
  const own = !watches && !runs;
  if (own && !actor.roles.includes('bidder'))
    throw new RuleError('NOT_FOUND', { zh: '没有找到项目。', en: 'The project was not found.' });
  const whose = own ? { organisation: organisation ?? '' } : {};
  const order = { orderBy: { at: 'asc', id: 'asc' } } as const;
  const rows = await em.find(DocumentObjection, { project: id, ...whose }, order);
  if (watches && rows.length > 0)
    await transact(ctx, tx =>
      tx.record({ type: 'tender.objections-read', subject: id, data: { project: id } }),
    );
  const stopped = (await lotsOf(em, project)).some(lot => lot.stoppedAt);
  const until = project.deadline && !stopped ? objectionsEnd(project.deadline) : null;
  return { rows: rows.map(row => shown(row, watches || own)), until: until?.toISOString() ?? null };
}

const shown = (o: DocumentObjection, named: boolean): Objections['rows'][number] => ({
  id: o.id,
  from: named ? o.from : null,
  text: o.text,
  at: o.at.toISOString(),
  answerBy: o.answerBy.toISOString(),
  answer: o.answer ?? null,
  answeredAt: o.answeredAt?.toISOString() ?? null,
});
