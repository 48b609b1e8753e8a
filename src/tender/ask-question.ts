import { v7 } from 'uuid';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { Question } from './entities.ts';
import { publishedProject, requireRunning } from './own-project.ts';

/**
 * A bidder asks about the documents before the deadline. The event is about the question, not the project: whoever lists
 * the events of a project learns neither who asks nor how many do (C21).
 */
export async function askQuestion(ctx: Context, id: string, text: string): Promise<{ done: true }> {
  return transact(ctx, async tx => {
    const project = await publishedProject(tx.em, id);
    requireRunning(project);
    const now = await tx.now();
    if (!project.deadline || now >= project.deadline)
      throw new RuleError('DEADLINE_PASSED', {
        zh: '投标已经截止，不能再就招标文件提问。',
        en: 'The deadline has passed; no questions about the documents are taken.',
      });
    const question = tx.em.create(Question, {
      id: v7(),
      project,
      text,
      askedBy: must(ctx.actor.organisation, 'ownOrganisation'),
      askedAt: now,
      answer: null,
      answeredAt: null,
    });
    const data = { project: id, text };
    await tx.record({ type: 'tender.question-asked', subject: question.id, data });
    return { done: true as const };
  });
}
