import { z } from 'zod';
import { Base64, Cms, Done, Id, route, Sha256, Time, Yuan } from './route.ts';
import { EnvelopeId } from './tender/lot-rules.ts';
import { Words } from './words.ts';

const lot = z.object({ lot: Id });

/**
 * The bid opening form 开标一览表: the file `opening.json` in the opening envelope, JSON in UTF-8, nothing beside these
 * fields. `bond` is the amount of the bid bond as the bidder states it, null when none was asked for.
 */
export const openingFormName = 'opening.json';
export const OpeningForm = z.strictObject({
  price: Yuan,
  periodDays: z.int().min(1).max(36_500),
  manager: z.string().trim().min(1).max(40),
  managerCertificate: z.string().trim().max(60),
  quality: z.string().trim().min(1).max(60),
  bond: Yuan.nullable(),
});
export type OpeningForm = z.infer<typeof OpeningForm>;

/**
 * What the recovery path signs (RFC 8785 text, CAdES with attached content): with a renewed or lost key, any valid
 * certificate of the same legal person stands behind the inner packages out of the recovery file.
 */
export const RecoveryStatement = z.strictObject({
  format: z.literal('kaibiao-recovery/1'),
  lot: Id,
  bid: Id,
  packages: z.array(z.strictObject({ envelope: EnvelopeId, innerSha256: Sha256 })),
});
export type RecoveryStatement = z.infer<typeof RecoveryStatement>;

/** One bid in the hall. Names appear at the close, never before; prices at the reveal, all together. */
export const HallBid = z.object({
  bid: Id,
  number: z.int(),
  bidder: z.string(),
  organisation: Id,
  signedInAt: Time.nullable(),
  release: z.enum(['waiting', 'released', 'failed', 'revoked', 'withdrawn-by-platform']),
  releasedAt: Time.nullable(),
  /** Whose turn or fault: of the bidder 视为撤销, of the platform 视为撤回 (C31). */
  cause: Words.nullable(),
  owner: z.enum(['bidder', 'platform']).nullable(),
  opened: z
    .object({
      price: Yuan,
      periodDays: z.int(),
      manager: z.string(),
      managerCertificate: z.string(),
      quality: z.string(),
      bond: Yuan.nullable(),
      overCeiling: z.boolean(),
    })
    .nullable(),
});
export type HallBid = z.infer<typeof HallBid>;

export const HallStage = z.enum([
  'waiting',
  'failed',
  'releasing',
  'reading',
  'signing',
  'finished',
]);

/**
 * A parameter of the price formula drawn at the reveal: the key is that of its own draw (src/tender/rules/public-draw.ts),
 * so that anyone in the hall recomputes the value at once, while the lot's seed stays secret until the result.
 */
export const DrawnParameter = z.object({
  value: z.string(),
  from: z.array(z.string()),
  key: Sha256,
});
export type DrawnParameter = z.infer<typeof DrawnParameter>;

/** The state of `opening:<lot>`: a reducer over the room's events makes it, in server and browser alike. */
export const Hall = z.object({
  stage: HallStage,
  closedAt: Time.nullable(),
  sealedRoot: Sha256.nullable(),
  windowEndsAt: Time.nullable(),
  revealedAt: Time.nullable(),
  bids: z.array(HallBid),
  drawn: z.record(z.string(), DrawnParameter),
  questions: z.array(
    z.object({
      id: Id,
      from: z.string(),
      text: z.string(),
      at: Time,
      answer: z.string().nullable(),
      answeredAt: Time.nullable(),
    }),
  ),
  record: z
    .object({ sha256: Sha256, signatures: z.array(z.object({ name: z.string(), at: Time })) })
    .nullable(),
  log: z.array(
    z.object({ seq: z.int(), at: Time, text: Words, tone: z.enum(['plain', 'bad', 'ok']) }),
  ),
});
export type Hall = z.infer<typeof Hall>;

export const HallHead = z.object({
  lot: Id,
  project: Id,
  code: z.string(),
  title: z.string(),
  tenderer: z.string(),
  city: z.string(),
  deadline: Time,
  ceiling: Yuan,
  releaseWindowMinutes: z.int(),
  rules: z.object({ version: z.int(), sha256: Sha256 }),
  /** The key that every bid is locked to, and who holds its shares: any k of the n open it, together. */
  committee: z.object({
    keySha256: Sha256,
    k: z.int(),
    n: z.int(),
    trustees: z.array(z.string()),
  }),
  /** One’s own bid, and when one signed in: before the close nobody else knows. */
  mine: Id.nullable(),
  signedInAt: Time.nullable(),
});
export type HallHead = z.infer<typeof HallHead>;

const everyone = ['tenderer', 'agency', 'bidder', 'supervisor', 'operator'] as const;

export const readHall = route({
  method: 'get',
  path: '/lots/:lot/opening',
  roles: [...everyone],
  params: lot,
  reply: z.object({ head: HallHead, hall: Hall, seq: z.int() }),
  summary: 'The opening hall of a lot',
});
export const signInToHall = route({
  method: 'post',
  path: '/lots/:lot/opening/sign-in',
  roles: ['bidder'],
  params: lot,
  reply: Done,
  summary: 'Sign in to the opening',
});
/** One’s own outer packages, to be unlocked on one’s own machine. */
export const readOuter = route({
  method: 'get',
  path: '/lots/:lot/opening/packages',
  roles: ['bidder'],
  params: lot,
  reply: z.object({
    bid: Id,
    manifest: Cms,
    packages: z.array(z.object({ envelope: EnvelopeId, outer: Base64 })),
  }),
  summary: 'One’s own sealed packages',
});
export const releaseBid = route({
  method: 'post',
  path: '/lots/:lot/opening/release',
  roles: ['bidder'],
  params: lot,
  body: z.object({
    bid: Id,
    packages: z
      .array(z.object({ envelope: EnvelopeId, inner: Base64 }))
      .min(1)
      .max(4),
    recovery: Cms.optional(),
  }),
  reply: z.object({ releasedAt: Time }),
  idempotent: true,
  summary: 'Release: hand over the inner packages, still sealed to the committee',
});
/** A failure that the bidder’s own machine saw: recorded with its cause. */
export const reportReleaseFailure = route({
  method: 'post',
  path: '/lots/:lot/opening/failure',
  roles: ['bidder'],
  params: lot,
  body: z.object({
    cause: z.enum(['wrong-certificate', 'no-key', 'package-damaged', 'other']),
    detail: z.string().max(500),
  }),
  reply: Done,
  summary: 'Report a failed release',
});
export const askInHall = route({
  method: 'post',
  path: '/lots/:lot/opening/questions',
  roles: ['bidder', 'tenderer'],
  params: lot,
  body: z.object({ text: z.string().min(2).max(1000) }),
  reply: Done,
  idempotent: true,
  summary: 'Ask on the spot (B44)',
});
export const answerInHall = route({
  method: 'post',
  path: '/lots/:lot/opening/questions/:question/answer',
  roles: ['tenderer', 'agency', 'operator'],
  params: lot.extend({ question: Id }),
  body: z.object({ text: z.string().min(1).max(2000) }),
  reply: Done,
  summary: 'Answer on the spot',
});
export const finishReading = route({
  method: 'post',
  path: '/lots/:lot/opening/record',
  roles: ['tenderer', 'agency', 'operator'],
  params: lot,
  reply: z.object({ text: z.string(), sha256: Sha256 }),
  summary: 'End the questions and draw up the record',
});
export const readRecord = route({
  method: 'get',
  path: '/lots/:lot/opening/record',
  roles: [...everyone],
  params: lot,
  reply: z.object({ text: z.string(), sha256: Sha256 }),
  summary: 'The opening record to sign (RFC 8785)',
});
export const signRecord = route({
  method: 'post',
  path: '/lots/:lot/opening/record/signatures',
  roles: ['tenderer', 'agency', 'bidder', 'supervisor', 'operator'],
  params: lot,
  body: z.object({ signature: Cms }),
  reply: Done,
  summary: 'Sign the opening record',
});
export const printRecord = route({
  method: 'get',
  path: '/lots/:lot/opening/record.pdf',
  roles: ['public'],
  params: lot,
  reply: z.unknown(),
  bytes: { reply: 'application/pdf' },
  summary: 'The opening record as PDF',
});
