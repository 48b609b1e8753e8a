import { z } from 'zod';
import { Candidate } from './award.ts';
import { Id, Sha256 } from './route.ts';

/** What is the same in both papers. */
const head = {
  project: Id,
  lot: Id,
  code: z.string(),
  title: z.string(),
  tenderer: z.string(),
  agency: z.string().nullable(),
  reportSha256: Sha256,
};

/** The candidates notice as the tenderer signs it (RFC 8785, B54): it holds no time, since it is signed before it is published. */
export const CandidatesNotice = z.object({
  format: z.literal('kaibiao-candidates/1'),
  ...head,
  candidates: z.array(Candidate).min(1).max(3),
  rejected: z.array(
    z.object({ bidder: z.string(), stage: z.string(), reasons: z.array(z.string()) }),
  ),
  windowDays: z.int(),
});
export type CandidatesNotice = z.infer<typeof CandidatesNotice>;

/** The award notice as the tenderer signs it (RFC 8785, A45). */
export const AwardNotice = z.object({
  format: z.literal('kaibiao-award/1'),
  /** Number of the notice itself. */
  reference: z.string(),
  ...head,
  candidatesSha256: Sha256,
  /** Candidates that gave up or were disqualified, each with the reason (B55). */
  passedOver: z.array(z.object({ rank: z.int(), bidder: z.string(), reason: z.string() })),
  winner: Candidate,
  /** Days after the notice within which the contract is signed (A46). */
  contractWithinDays: z.int(),
});
export type AwardNotice = z.infer<typeof AwardNotice>;
