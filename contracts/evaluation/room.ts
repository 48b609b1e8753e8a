import { z } from 'zod';
import { CommitteeQuestion } from '../committee-questions.ts';
import { Done, Id, route, Sha256, Time, Yuan } from '../route.ts';
import { LotRules } from '../tender/lot-rules.ts';
import { committee, EvaluationStage, Member } from './members.ts';
import { ScoreCheck } from './sheets.ts';

const lot = z.object({ lot: Id });

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
