import { z } from 'zod';
import { Base64, Cms, Id, route, Sha256, Time } from './route.ts';
import { EnvelopeId } from './tender/lot-rules.ts';
import { Words } from './words.ts';

/** What a bidder needs to seal for a lot: `lot.json`. */
export const SealingTicket = z.object({
  format: z.literal('kaibiao-sealed-bid/1'),
  suite: z.literal('intl-1'),
  project: Id,
  lot: Id,
  title: z.string(),
  rulesSha256: Sha256,
  committeeKey: z.object({ spki: Base64, k: z.int().min(1), n: z.int().min(1) }),
  segmentBytes: z.int(),
  envelopes: z.array(z.object({ id: EnvelopeId, title: z.string(), required: z.boolean() })),
  deadline: Time,
  next: z.object({ sequence: z.int().min(1), previous: Sha256.nullable() }),
});
export type SealingTicket = z.infer<typeof SealingTicket>;

/** The signed receipt: `text` is exactly what the centre signed (RFC 8785), the rest is for reading and checking. */
export const Receipt = z.object({
  reference: z.string(),
  bid: Id,
  project: Id,
  lot: Id,
  title: z.string(),
  bidder: z.string(),
  kind: z.enum(['submitted', 'withdrawn']),
  sequence: z.int(),
  manifestSha256: Sha256,
  receivedAt: Time,
  deadline: Time,
  certificateStatus: z.enum(['valid', 'provisional']),
  /** What the manifest lists, for its owner alone; none for a withdrawal. */
  envelopes: z.array(z.object({ id: EnvelopeId, bytes: z.int(), segments: z.int() })),
  text: z.string(),
  signature: Cms,
  timestampToken: Base64,
  /** The logged event: with `blind` its leaf can be recomputed; both stay with the bidder until opening. */
  event: z.object({ id: Id, type: z.string(), text: z.string(), blind: Base64 }),
  leafIndex: z.int().nullable(),
  /** C2SP tlog-proof, once the batch is in a checkpoint (about a second). */
  proof: z.string().nullable(),
});
export type Receipt = z.infer<typeof Receipt>;

const lot = z.object({ lot: Id });

export const readSealingTicket = route({
  method: 'get',
  path: '/lots/:lot/sealing',
  roles: ['bidder'],
  params: lot,
  reply: SealingTicket,
  summary: 'What is needed to seal a bid',
});
export const listSegments = route({
  method: 'get',
  path: '/lots/:lot/segments',
  roles: ['bidder'],
  params: lot,
  reply: z.object({ held: z.array(Sha256) }),
  summary: 'Segments of one’s own that the server holds',
});
export const putSegment = route({
  method: 'put',
  path: '/lots/:lot/segments/:sha256',
  roles: ['bidder'],
  params: lot.extend({ sha256: Sha256 }),
  reply: z.object({ sha256: Sha256, bytes: z.int() }),
  bytes: { request: 'application/octet-stream' },
  summary: 'Store one sealed segment or package; durable when answered, a repeat is harmless',
});
export const submitBid = route({
  method: 'post',
  path: '/lots/:lot/bids',
  roles: ['bidder'],
  params: lot,
  body: z.object({ manifest: Cms }),
  reply: Receipt,
  idempotent: true,
  summary: 'The explicit commit: submit or replace a sealed bid',
});
export const withdrawBid = route({
  method: 'post',
  path: '/lots/:lot/withdrawals',
  roles: ['bidder'],
  params: lot,
  body: z.object({ manifest: Cms }),
  reply: Receipt,
  idempotent: true,
  summary: 'Withdraw by a signed statement',
});
export const readMyBids = route({
  method: 'get',
  path: '/lots/:lot/bids/mine',
  roles: ['bidder'],
  params: lot,
  reply: z.object({ receipts: z.array(Receipt), current: Id.nullable() }),
  summary: 'One’s own submissions to a lot',
});
export const listMyTrades = route({
  method: 'get',
  path: '/bids/mine',
  roles: ['bidder'],
  reply: z.object({
    rows: z.array(
      z.object({
        lot: Id,
        project: Id,
        code: z.string(),
        title: z.string(),
        deadline: Time,
        state: z.string(),
        /** Stands still for an objection to the documents (B22). */
        stopped: z.boolean(),
        bid: Id.nullable(),
      }),
    ),
  }),
  summary: 'Lots in which the caller takes part',
});
export const readReceipt = route({
  method: 'get',
  path: '/bids/:bid/receipt',
  roles: ['bidder'],
  params: z.object({ bid: Id }),
  reply: Receipt,
  summary: 'The receipt of one’s own submission',
});
export const printReceipt = route({
  method: 'get',
  path: '/bids/:bid/receipt.pdf',
  roles: ['bidder'],
  params: z.object({ bid: Id }),
  reply: z.unknown(),
  bytes: { reply: 'application/pdf' },
  summary: 'The receipt as PDF',
});
/** Anyone with a reference and the manifest hash may check it; the answer says nothing about the bid. */
export const checkReceipt = route({
  method: 'get',
  path: '/receipts/:reference',
  roles: ['public'],
  params: z.object({ reference: z.string().max(40) }),
  query: z.object({ manifestSha256: Sha256 }),
  reply: z.object({ known: z.boolean(), receivedAt: Time.nullable() }),
  summary: 'Check a receipt',
});

/** A refusal at the commit is on record too; its proof may be downloaded by the one refused. */
export const Refusal = z.object({
  id: Id,
  lot: Id,
  at: Time,
  code: z.string(),
  detail: Words,
  text: z.string(),
  signature: Cms,
});
export type Refusal = z.infer<typeof Refusal>;
export const listRefusals = route({
  method: 'get',
  path: '/lots/:lot/refusals/mine',
  roles: ['bidder'],
  params: lot,
  reply: z.object({ rows: z.array(Refusal) }),
  summary: 'One’s own refused submissions',
});
export const printRefusal = route({
  method: 'get',
  path: '/refusals/:refusal/slip.pdf',
  roles: ['bidder'],
  params: z.object({ refusal: Id }),
  reply: z.unknown(),
  bytes: { reply: 'application/pdf' },
  summary: 'Proof of refusal as PDF',
});
