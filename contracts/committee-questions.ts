import { z } from 'zod';
import { Done, Id, route, Time } from './route.ts';

const Words = z.object({ zh: z.string(), en: z.string() });

/** What the committee makes of it: it is one of the cases of B40, or there is a good explanation. */
export const QuestionFinding = z.enum(['holds', 'explained']);
export type QuestionFinding = z.infer<typeof QuestionFinding>;

/**
 * Something that bids have in common and that the law makes a presumption of collusion (B40): a question to the
 * committee, never a verdict. Only what stands in the bids themselves; no score, no other trade.
 */
export const CommitteeQuestion = z.object({
  id: Id,
  at: Time,
  /** Which of the six cases of B40. */
  item: z.int().min(1).max(6),
  /** The second half of the fourth case: prices that differ in a regular pattern, seen once the bills are open. */
  limb: z.literal('prices').optional(),
  /** Numbers of the bids, ascending. */
  bids: z.array(z.int()).min(2),
  /** What they have in common, as a fact. */
  words: Words,
  /** What else it may be. */
  innocent: z.array(Words),
  /** What another found, and why, is null until the question is decided. */
  votes: z.array(
    z.object({
      number: z.int(),
      finding: QuestionFinding.nullable(),
      reason: z.string().nullable(),
    }),
  ),
  decided: QuestionFinding.nullable(),
});
export type CommitteeQuestion = z.infer<typeof CommitteeQuestion>;

export const findOnQuestion = route({
  method: 'post',
  path: '/lots/:lot/evaluation/questions/:question',
  roles: ['expert', 'tenderer'],
  params: z.object({ lot: Id, question: Id }),
  body: z.object({ finding: QuestionFinding, reason: z.string().trim().min(2).max(500) }),
  reply: Done,
  idempotent: true,
  summary: 'A member’s finding on a presumption of collusion; more than half decide (B40)',
});
