import type { z } from 'zod';
import type { listWaitingObjections } from '../../contracts/tender/objections.ts';
import type { Context } from '../platform/command.ts';
import { DocumentObjection } from './entities.ts';

/**
 * Objections without an answer, over all projects that are not over. It reads neither text nor author, so that whoever
 * sees to it that they are answered need not learn who objects (C21).
 */
export async function waitingObjections(
  ctx: Context,
): Promise<z.input<typeof listWaitingObjections.reply>> {
  const em = ctx.em.fork();
  const now = await ctx.clock.now(em);
  const rows = await em.find(
    DocumentObjection,
    { answeredAt: null, project: { state: { $in: ['published', 'suspended'] } } },
    {
      fields: ['at', 'answerBy', 'project.*'],
      populate: ['project'],
      orderBy: { answerBy: 'asc', id: 'asc' },
    },
  );
  return {
    rows: rows.map(({ id, at, answerBy, project }) => ({
      objection: id,
      project: project.id,
      code: project.code,
      name: project.name,
      city: project.city,
      tenderer: project.agencyName ?? project.tendererName,
      contact: project.content.contact,
      at: at.toISOString(),
      answerBy: answerBy.toISOString(),
      overdue: now >= answerBy,
    })),
  };
}
