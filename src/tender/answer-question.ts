import { LockMode } from '@mikro-orm/core';
import type { z } from 'zod';
import type { Clarification } from '../../contracts/tender/project.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { Question } from './entities.ts';
import { ownProject, requireRunning } from './own-project.ts';
import { presentQuestion } from './present.ts';

type ClarificationReply = z.infer<typeof Clarification>;

/** Questions as those who answer see them: without the askers (C21). */
export async function listQuestions(
  ctx: Context,
  id: string,
): Promise<{ rows: ClarificationReply[] }> {
  const project = await ownProject(ctx.em, ctx.actor, id);
  const questions = await ctx.em.find(
    Question,
    { project: project.id },
    { orderBy: { askedAt: 'asc', id: 'asc' } },
  );
  return { rows: questions.map(presentQuestion) };
}

/** Answers one question to all, once; what would change bids is an amendment (B21). */
export async function answerQuestion(
  ctx: Context,
  id: string,
  questionId: string,
  text: string,
): Promise<ClarificationReply> {
  return transact(ctx, async tx => {
    const project = await ownProject(tx.em, ctx.actor, id);
    requireRunning(project);
    const found = await tx.em.findOne(
      Question,
      { id: questionId, project: project.id },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    const question = must(found, 'question');
    if (question.answeredAt)
      throw new RuleError('ALREADY_LOCKED', {
        zh: '这个问题已经答复并公布，需要更正的，请发布修改。',
        en: 'This question has been answered in public. To correct the answer, publish an amendment.',
      });
    question.answer = text;
    question.answeredAt = await tx.now();
    const data = { question: questionId, text: question.text, answer: text };
    await tx.record({ type: 'tender.question-answered', subject: id, data });
    return presentQuestion(question);
  });
}
