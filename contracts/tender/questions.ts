import { z } from 'zod';
import { Done, Id, route } from '../route.ts';
import { Clarification } from './project.ts';

const project = z.object({ project: Id });

export const askQuestion = route({
  method: 'post',
  path: '/projects/:project/questions',
  roles: ['bidder'],
  params: project,
  body: z.object({ text: z.string().min(2).max(2000) }),
  reply: Done,
  idempotent: true,
  summary: 'Ask about the documents; the asker stays secret (C21)',
});

export const listQuestions = route({
  method: 'get',
  path: '/projects/:project/questions',
  roles: ['tenderer', 'agency'],
  params: project,
  reply: z.object({ rows: z.array(Clarification) }),
  summary: 'Questions received, without the askers',
});

export const answerQuestion = route({
  method: 'post',
  path: '/projects/:project/questions/:question/answer',
  roles: ['tenderer', 'agency'],
  params: project.extend({ question: Id }),
  body: z.object({ text: z.string().min(2).max(4000) }),
  reply: Clarification,
  summary: 'Answer to all',
});
