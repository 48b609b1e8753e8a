import { z } from 'zod';
import { CommitteeQuestion } from './committee-questions.ts';
import { Cms, Done, Id, route, Sha256, Time, Yuan } from './route.ts';
import { LotRules } from './tender/lot-rules.ts';

const lot = z.object({ lot: Id });
/** Members are drawn experts or the tenderer’s representatives (A37): the seat decides, the role only admits. */
const committee = ['expert', 'tenderer'] as const;
export const EvaluationStage = z.enum([
  'waiting',
  'qualification',
  'responsiveness',
  'technical',
  'price',
  'report',
  'finished',
]);
export type EvaluationStage = z.infer<typeof EvaluationStage>;

export type SheetStage = 'qualification' | 'responsiveness' | 'technical';
export const Member = z.object({
  number: z.int(),
  city: z.string(),
  discipline: z.string(),
  venue: z.string().nullable(),
  leader: z.boolean(),
  checkedIn: z.boolean(),
  promised: z.boolean(),
  locked: z.array(EvaluationStage),
  filled: z.int(),
  signed: z.boolean(),
});
export type Member = z.infer<typeof Member>;
export const RoomBid = z.object({
  bid: Id,
  number: z.int(),
  bidder: z.string(),
  rejected: z.string().nullable(),
  /** What the opening left for the committee to judge, such as a certificate found revoked later. */
  note: z.string().nullable(),
  files: z.array(z.object({ envelope: z.string(), path: z.string(), bytes: z.int() })),
});
export type RoomBid = z.infer<typeof RoomBid>;

/** Fewer than three bids are left: the committee decides by majority whether competition is still real (D27). */
export const Competition = z.object({
  effective: z.int(),
  /** How another voted is null until it is decided. */
  votes: z.array(
    z.object({ number: z.int(), proceed: z.boolean().nullable(), reason: z.string() }),
  ),
  proceed: z.boolean().nullable(),
});
export type Competition = z.infer<typeof Competition>;

/** Who leads, elected by the members (D9); how another voted is null until it is decided. */
export const Leadership = z.object({
  leader: z.int().nullable(),
  votes: z.array(z.object({ number: z.int(), choice: z.int().nullable() })),
});
export type Leadership = z.infer<typeof Leadership>;

/** A member finds the time too short, and why. */
export const TimeAsk = z.object({ number: z.int(), minutes: z.int(), reason: z.string() });
export type TimeAsk = z.infer<typeof TimeAsk>;

export const TimeExtension = z.object({
  at: Time,
  minutes: z.int(),
  dueAt: Time,
  asks: z.array(TimeAsk),
});

/** How long the committee has, who finds it too short, and by how much it was extended (B48). */
export const EvaluationTime = z.object({
  dueAt: Time.nullable(),
  asks: z.array(TimeAsk),
  extensions: z.array(TimeExtension),
});
export type EvaluationTime = z.infer<typeof EvaluationTime>;

/** A finding of the check of scores (E5): a fact to look at, never a verdict. */
export const ScoreCheck = z.object({
  kind: z.enum(['objective-differs', 'outlier']),
  bid: Id,
  item: z.string(),
  text: z.string(),
});
export type ScoreCheck = z.infer<typeof ScoreCheck>;

/** What a stage concluded on one bid: the votes, and each reason with its article. */
export const Outcome = z.object({
  bid: Id,
  stage: EvaluationStage,
  passed: z.boolean(),
  reasons: z.array(z.string()),
  votes: z.object({ pass: z.int(), fail: z.int() }),
});
export type Outcome = z.infer<typeof Outcome>;

/** The state of `evaluation:<lot>` as one viewer may see it: another's marks only after one’s own lock. */
export const EvaluationRoom = z.object({
  lot: Id,
  stage: EvaluationStage,
  members: z.array(Member),
  leadership: Leadership,
  time: EvaluationTime,
  bids: z.array(RoomBid),
  outcomes: z.array(Outcome),
  competition: Competition.nullable(),
  letters: z.array(
    z.object({
      id: Id,
      bid: Id,
      question: z.string(),
      at: Time,
      answerBy: Time,
      answer: z.string().nullable(),
      answeredAt: Time.nullable(),
    }),
  ),
  discussion: z.array(z.object({ seq: z.int(), number: z.int(), text: z.string(), at: Time })),
  checks: z.array(ScoreCheck),
  questions: z.array(CommitteeQuestion),
  ranking: z
    .array(
      z.object({
        bid: Id,
        rank: z.int(),
        technical: z.string(),
        price: z.string(),
        total: z.string(),
        amount: Yuan,
      }),
    )
    .nullable(),
  report: z
    .object({
      sha256: Sha256,
      signatures: z.array(
        z.object({
          number: z.int(),
          at: Time,
          dissent: z.string().nullable(),
          /** Refused without written reasons: taken to agree (B53). */
          refused: z.boolean(),
        }),
      ),
    })
    .nullable(),
});
export type EvaluationRoom = z.infer<typeof EvaluationRoom>;

/** Marks: for reviews a pass or a reasoned fail, for technical items a score; null is not yet given. */
export const Mark = z.object({
  bid: Id,
  item: z.string().max(40),
  value: z.union([z.number(), z.boolean(), z.null()]),
  reason: z.string().max(500).default(''),
});
export type Mark = z.infer<typeof Mark>;
export const Sheet = z.object({
  stage: EvaluationStage,
  version: z.int(),
  lockedAt: Time.nullable(),
  marks: z.array(Mark),
});
export type Sheet = z.infer<typeof Sheet>;

export const EvaluationHead = z.object({
  lot: Id,
  code: z.string(),
  title: z.string(),
  rules: LotRules,
  mine: z.int().nullable(),
});

export type EvaluationHead = z.infer<typeof EvaluationHead>;

export const readEvaluation = route({
  method: 'get',
  path: '/lots/:lot/evaluation',
  roles: [...committee, 'supervisor', 'operator'],
  params: lot,
  reply: z.object({ head: EvaluationHead, room: EvaluationRoom, seq: z.int() }),
  summary: 'The evaluation room',
});
export const checkIn = route({
  method: 'post',
  path: '/lots/:lot/evaluation/check-in',
  roles: [...committee],
  params: lot,
  body: z.object({ venue: z.string().max(60), promise: z.literal(true) }),
  reply: Done,
  summary: 'Check in at a venue and promise impartiality',
});
export const electLeader = route({
  method: 'post',
  path: '/lots/:lot/evaluation/leader',
  roles: [...committee],
  params: lot,
  body: z.object({ number: z.int().min(1) }),
  reply: Done,
  idempotent: true,
  summary: 'Vote for the member who is to lead the committee (D9)',
});
export const askForTime = route({
  method: 'post',
  path: '/lots/:lot/evaluation/time',
  roles: [...committee],
  params: lot,
  body: z.object({ minutes: z.int().min(15).max(480), reason: z.string().trim().min(2).max(500) }),
  reply: Done,
  idempotent: true,
  summary: 'Ask for more time: with more than a third of the members it is extended (B48)',
});
export const readSheet = route({
  method: 'get',
  path: '/lots/:lot/evaluation/sheets/:stage',
  roles: [...committee],
  params: lot.extend({ stage: EvaluationStage }),
  reply: Sheet,
  summary: 'One’s own sheet',
});
export const saveSheet = route({
  method: 'put',
  path: '/lots/:lot/evaluation/sheets/:stage',
  roles: [...committee],
  params: lot.extend({ stage: EvaluationStage }),
  body: z.object({ marks: z.array(Mark).max(2000) }),
  reply: Sheet,
  summary: 'Save marks (If-Match: the sheet’s version)',
});
export const lockSheet = route({
  method: 'post',
  path: '/lots/:lot/evaluation/sheets/:stage/lock',
  roles: [...committee],
  params: lot.extend({ stage: EvaluationStage }),
  reply: Sheet,
  idempotent: true,
  summary: 'Submit and lock one’s sheet',
});
export const reopenSheet = route({
  method: 'post',
  path: '/lots/:lot/evaluation/sheets/:stage/reopen',
  roles: [...committee],
  params: lot.extend({ stage: EvaluationStage }),
  body: z.object({ reason: z.string().min(2).max(500) }),
  reply: Sheet,
  summary:
    'Ask one’s own sheet back before the stage ends (a finding was shown); the reason is on record',
});
export const readFile = route({
  method: 'get',
  path: '/lots/:lot/evaluation/bids/:bid/files',
  roles: [...committee, 'supervisor'],
  params: lot.extend({ bid: Id }),
  query: z.object({ envelope: z.string(), path: z.string() }),
  reply: z.unknown(),
  bytes: { reply: 'application/octet-stream' },
  summary: 'A file of an opened envelope; every look is on record',
});
export const say = route({
  method: 'post',
  path: '/lots/:lot/evaluation/discussion',
  roles: [...committee],
  params: lot,
  body: z.object({ text: z.string().min(1).max(1000) }),
  reply: Done,
  idempotent: true,
  summary: 'Speak to the committee; kept',
});
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
export const voteOnCompetition = route({
  method: 'post',
  path: '/lots/:lot/evaluation/competition',
  roles: [...committee],
  params: lot,
  body: z.object({ proceed: z.boolean(), reason: z.string().min(2).max(500) }),
  reply: Done,
  idempotent: true,
  summary: 'Fewer than three bids are left: go on, or reject all (D27)',
});
export const readReport = route({
  method: 'get',
  path: '/lots/:lot/evaluation/report',
  roles: ['expert', 'supervisor', 'operator', 'tenderer', 'agency'],
  params: lot,
  reply: z.object({ text: z.string(), sha256: Sha256 }),
  summary: 'The evaluation report to sign (RFC 8785)',
});
export const signReport = route({
  method: 'post',
  path: '/lots/:lot/evaluation/report/signatures',
  roles: [...committee],
  params: lot,
  body: z.object({ signature: Cms, dissent: z.string().max(2000).nullable().default(null) }),
  reply: Done,
  summary: 'Sign the report, with dissent where there is one (B53)',
});
export const recordRefusal = route({
  method: 'post',
  path: '/lots/:lot/evaluation/report/refusals/:number',
  roles: ['operator'],
  params: lot.extend({ number: z.coerce.number().int().min(1) }),
  body: z.object({ reason: z.string().min(4).max(500) }),
  reply: Done,
  summary: 'A member neither signs nor writes why: taken to agree, on record (B53)',
});
export const printReport = route({
  method: 'get',
  path: '/lots/:lot/evaluation/report.pdf',
  roles: ['expert', 'supervisor', 'operator', 'tenderer', 'agency'],
  params: lot,
  reply: z.unknown(),
  bytes: { reply: 'application/pdf' },
  summary: 'The evaluation report as PDF',
});
