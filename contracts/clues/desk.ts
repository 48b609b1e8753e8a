import { z } from 'zod';
import { Done, Id, page, route } from '../route.ts';
import { Clue, ClueRow, ClueState } from './clue.ts';

/** Why somebody looks: each look is on record with its purpose. */
export const Purpose = z.enum(['supervision', 'complaint', 'case', 'audit']);

const clue = z.object({ clue: Id });

export const listClues = route({
  method: 'get',
  path: '/clues',
  roles: ['supervisor'],
  query: z.object({
    state: ClueState.optional(),
    text: z.string().max(50).default(''),
    after: z.string().optional(),
  }),
  reply: page(ClueRow),
  summary: 'Clues to be looked into, the strongest first',
});

export const readClue = route({
  method: 'get',
  path: '/clues/:clue',
  roles: ['supervisor'],
  params: clue,
  query: z.object({ purpose: Purpose }),
  reply: Clue,
  summary: 'One clue with its reasons; the look and its purpose are on record',
});

export const printClue = route({
  method: 'get',
  path: '/clues/:clue/clue.pdf',
  roles: ['supervisor'],
  params: clue,
  query: z.object({ purpose: Purpose }),
  reply: z.unknown(),
  bytes: { reply: 'application/pdf' },
  summary: 'The clue as PDF under the seal of the centre; the look and its purpose are on record',
});

export const holdClue = route({
  method: 'post',
  path: '/clues/:clue/owner',
  roles: ['supervisor'],
  params: clue,
  reply: Done,
  summary: 'Take a clue: the caller looks into it',
});

export const judgeClue = route({
  method: 'post',
  path: '/clues/:clue/verdict',
  roles: ['supervisor'],
  params: clue,
  body: z.object({
    verdict: z.enum(['confirmed', 'dismissed']),
    reason: z.string().min(4).max(2000),
  }),
  reply: Done,
  summary: 'Confirm or dismiss a clue, with the reason; indicators learn from it',
});

export const openClueCase = route({
  method: 'post',
  path: '/clues/:clue/case',
  roles: ['supervisor'],
  params: clue,
  reply: z.object({ case: Id }),
  idempotent: true,
  summary: 'Make a case out of a clue, with its reasons as evidence',
});

/** Two texts side by side around what they share; offsets count characters. */
export const ClueText = z.object({
  a: z.object({ number: z.int(), name: z.string(), file: z.string() }),
  b: z.object({ number: z.int(), name: z.string(), file: z.string() }),
  passages: z.array(
    z.object({
      a: z.object({ before: z.string(), text: z.string(), after: z.string() }),
      b: z.object({ before: z.string(), text: z.string(), after: z.string() }),
      /** Rare errors in both, as they stand in the text. */
      errors: z.array(z.string()),
    }),
  ),
});

export type ClueText = z.infer<typeof ClueText>;

export const readClueText = route({
  method: 'get',
  path: '/clues/:clue/texts/:text',
  roles: ['supervisor'],
  params: clue.extend({ text: Id }),
  query: z.object({ purpose: Purpose }),
  reply: ClueText,
  summary: 'Two bids’ texts side by side',
});
