import { z } from 'zod';
import { Cms, Done, Id, route, Time } from '../route.ts';
import { committee } from './members.ts';

const lot = z.object({ lot: Id });

export const askBidder = route({
  method: 'post',
  path: '/lots/:lot/evaluation/letters',
  roles: [...committee],
  params: lot,
  body: z.object({
    bid: Id,
    question: z.string().min(2).max(2000),
    minutes: z.int().min(1).max(240).default(30),
  }),
  reply: Done,
  idempotent: true,
  summary: 'Clarification letter to a bidder (B52)',
});

export const listMyLetters = route({
  method: 'get',
  path: '/letters/mine',
  roles: ['bidder'],
  reply: z.object({
    rows: z.array(
      z.object({
        id: Id,
        lot: Id,
        title: z.string(),
        question: z.string(),
        answerBy: Time,
        answer: z.string().nullable(),
      }),
    ),
  }),
  summary: 'Clarification letters to one’s organisation',
});

export const answerLetter = route({
  method: 'post',
  path: '/letters/:letter/answer',
  roles: ['bidder'],
  params: z.object({ letter: Id }),
  body: z.object({ text: z.string().min(1).max(4000), signature: Cms }),
  reply: Done,
  idempotent: true,
  summary: 'Answer, signed; substance may not change',
});
