import { z } from 'zod';
import { Candidate } from './award.ts';
import { ContractTerms } from './contract.ts';
import { CreditCode } from './organisation-profile.ts';
import { Id, page, route, Time, Yuan } from './route.ts';

export const ResultStage = z.enum(['candidates', 'awarded']);
export type ResultStage = z.infer<typeof ResultStage>;

/** A lot with its winner, or with its first candidate while the objection window is open. */
export const ResultRow = z.object({
  project: Id,
  lot: Id,
  code: z.string(),
  name: z.string(),
  title: z.string(),
  city: z.string(),
  tenderer: z.string(),
  ceiling: Yuan,
  first: Candidate,
  /** Null while candidates are published. */
  awardedAt: Time.nullable(),
  windowEndsAt: Time,
  contract: ContractTerms.pick({ amount: true, signedOn: true }).nullable(),
});
export type ResultRow = z.infer<typeof ResultRow>;

export const listResults = route({
  method: 'get',
  path: '/results',
  roles: ['public'],
  query: z.object({
    stage: ResultStage.default('awarded'),
    /** Only what the organisation of this code has won. */
    winner: CreditCode.optional(),
    after: z.string().optional(),
  }),
  reply: page(ResultRow),
  summary: 'Candidates in their objection window, and awards, newest first',
});
