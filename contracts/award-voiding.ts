import { z } from 'zod';
import { Cms, Done, Id, route, Sha256, Time } from './route.ts';
import { Words } from './words.ts';

/** Why an award falls; each with its article in the rules of the award. */
export const VoidGround = z.enum([
  'agency-breach',
  'tenderer-leak',
  'collusion',
  'fraud',
  'negotiated',
  'outside-candidates',
  'other-breach',
  'not-qualified',
  'declined',
  'no-performance-bond',
]);
export type VoidGround = z.infer<typeof VoidGround>;

/** What follows: the next candidate in rank, or a new tender (A64, B55). */
export const VoidConsequence = z.enum(['next', 'retender']);
export type VoidConsequence = z.infer<typeof VoidConsequence>;

/** A decision that an award, and the contract made on it, is void: public, with whom it struck and what follows. */
export const AwardVoiding = z.object({
  number: z.int(),
  ground: VoidGround,
  title: Words,
  article: Words,
  consequence: VoidConsequence,
  reason: z.string(),
  bidder: z.string(),
  rank: z.int(),
  authority: z.string(),
  at: Time,
  /** The contract that had been recorded fell with the award. */
  contract: z.boolean(),
  sha256: Sha256,
});
export type AwardVoiding = z.infer<typeof AwardVoiding>;

export const voidAward = route({
  method: 'post',
  path: '/lots/:lot/award/void',
  roles: ['supervisor'],
  params: z.object({ lot: Id }),
  body: z.object({
    ground: VoidGround,
    consequence: VoidConsequence,
    reason: z.string().min(10).max(2000),
    signature: Cms,
  }),
  reply: Done,
  idempotent: true,
  summary: 'Decide, by signature, that the award is void and what follows (A64, B55, B81)',
});
