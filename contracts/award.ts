import { z } from 'zod';
import { AwardVoiding } from './award-voiding.ts';
import { Cms, Done, Id, route, Sha256, Time, Yuan } from './route.ts';

const lot = z.object({ lot: Id });
export const Candidate = z.object({
  rank: z.int(),
  bid: Id,
  bidder: z.string(),
  amount: Yuan,
  periodDays: z.int(),
  manager: z.string(),
  managerCertificate: z.string(),
  quality: z.string(),
  technical: z.string(),
  price: z.string(),
  total: z.string(),
});
export type Candidate = z.infer<typeof Candidate>;
/** An objection: what it says is between its author, the tenderer and the supervisor; that it is there is public. */
export const Objection = z.object({
  id: Id,
  from: z.string().nullable(),
  text: z.string().nullable(),
  at: Time,
  answer: z.string().nullable(),
  answeredAt: Time.nullable(),
  answerBy: Time,
});
export const AwardView = z.object({
  lot: Id,
  project: Id,
  code: z.string(),
  title: z.string(),
  state: z.enum(['none', 'candidates', 'awarded', 'void']),
  /** `out` says why a candidate gave up or was disqualified (B55). */
  candidates: z.array(Candidate.extend({ out: z.string().nullable() })),
  /** Last day of the three days after the report (B54); null before the report. */
  publishBy: Time.nullable(),
  publishedAt: Time.nullable(),
  windowEndsAt: Time.nullable(),
  /** True while an objection waits: the window's clock stands still (B54). */
  stopped: z.boolean(),
  objections: z.array(Objection),
  winner: Candidate.nullable(),
  awardedAt: Time.nullable(),
  /** Until when the bids bind; whether the award came, or would come now, after that (B25). */
  validUntil: Time,
  afterValidity: z.boolean(),
  noticeSha256: Sha256.nullable(),
  /** Awards that were decided to be void, in order. */
  voidings: z.array(AwardVoiding),
});
export type AwardView = z.infer<typeof AwardView>;

export const readAward = route({
  method: 'get',
  path: '/lots/:lot/award',
  roles: ['public'],
  params: lot,
  reply: AwardView,
  summary: 'Candidates, objection window, result',
});
export const publishCandidates = route({
  method: 'post',
  path: '/lots/:lot/candidates',
  roles: ['tenderer', 'agency'],
  params: lot,
  body: z.object({ signature: Cms }),
  reply: AwardView,
  idempotent: true,
  summary: 'Publish the candidates, signed (B54)',
});
export const previewCandidates = route({
  method: 'get',
  path: '/lots/:lot/candidates/text',
  roles: ['tenderer', 'agency'],
  params: lot,
  reply: z.object({ text: z.string(), sha256: Sha256 }),
  summary: 'The candidates notice as it will be signed',
});
export const printCandidates = route({
  method: 'get',
  path: '/lots/:lot/candidates.pdf',
  roles: ['public'],
  params: lot,
  reply: z.unknown(),
  bytes: { reply: 'application/pdf' },
  summary: 'The candidates notice as PDF',
});
export const objectToResult = route({
  method: 'post',
  path: '/lots/:lot/objections',
  roles: ['bidder'],
  params: lot,
  body: z.object({ text: z.string().min(4).max(4000), signature: Cms }),
  reply: AwardView,
  idempotent: true,
  summary: 'Object to the candidates; the clock stops',
});
export const answerObjection = route({
  method: 'post',
  path: '/lots/:lot/objections/:objection/answer',
  roles: ['tenderer', 'agency'],
  params: lot.extend({ objection: Id }),
  body: z.object({ text: z.string().min(2).max(4000) }),
  reply: AwardView,
  summary: 'Answer an objection; the clock goes on',
});
export const previewAward = route({
  method: 'get',
  path: '/lots/:lot/award/text',
  roles: ['tenderer', 'agency'],
  params: lot,
  reply: z.object({ text: z.string(), sha256: Sha256 }),
  summary: 'The award notice as it will be signed',
});
export const awardLot = route({
  method: 'post',
  path: '/lots/:lot/award',
  roles: ['tenderer', 'agency'],
  params: lot,
  body: z.object({ signature: Cms }),
  reply: AwardView,
  idempotent: true,
  summary: 'Award: rank 1 where the state pays (B55)',
});
export const printAward = route({
  method: 'get',
  path: '/lots/:lot/award.pdf',
  roles: ['public'],
  params: lot,
  reply: z.unknown(),
  bytes: { reply: 'application/pdf' },
  summary: 'The award notice as PDF',
});
export const printResult = route({
  method: 'get',
  path: '/lots/:lot/result.pdf',
  roles: ['public'],
  params: lot,
  reply: z.unknown(),
  bytes: { reply: 'application/pdf' },
  summary: 'The result as PDF',
});
export const disqualifyCandidate = route({
  method: 'post',
  path: '/lots/:lot/candidates/:rank/disqualification',
  roles: ['tenderer'],
  params: lot.extend({ rank: z.coerce.number().int().min(1).max(3) }),
  body: z.object({ reason: z.string().min(4).max(1000) }),
  reply: Done,
  summary: 'A candidate gives up or is disqualified: the next follows (B55)',
});
