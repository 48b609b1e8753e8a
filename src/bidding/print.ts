import { createHash } from 'node:crypto';
import { type ProblemCode, problemTable } from '../../contracts/problem.ts';
import type { EnvelopeId } from '../../contracts/tender/lot-rules.ts';
import { parseCertificate } from '../pki/certificate.ts';
import { verifyTimestamp } from '../pki/timestamp/verify.ts';
import { type Context, must } from '../platform/command.ts';
import type { Bytes } from '../platform/http.ts';
import { positionOf } from '../platform/ledger/position.ts';
import { sealedBy } from '../platform/pdf/seal.ts';
import { Bid, BidRefusal } from './entities.ts';
import { findLot, readBidder } from './lot.ts';
import { findOwnBid, signatureOf } from './read-bids.ts';
import { complete, envelopesOf } from './receipt.ts';
import { type ReceiptFacts, receiptDocument } from './receipt-pdf.ts';
import { readReceiptText } from './receipt-text.ts';
import { refusalDocument } from './refusal-pdf.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** The receipt of one's own submission as PDF. `origin` is where anyone can check it. */
export async function printReceipt(ctx: Context, id: string, origin: string): Promise<Bytes> {
  const bid = await complete(ctx, await findOwnBid(ctx, id));
  const said = readReceiptText(bid.receipt);
  const stamp = await verifyTimestamp(bid.timestampToken, sha256(bid.receipt));
  const { code } = await findLot(ctx.em, bid.lot);
  const facts: ReceiptFacts = {
    ...said,
    centre: ctx.centre.name,
    code,
    replaces: await replacedBy(ctx, bid),
    envelopes: envelopesOf(bid).map(({ id, ...sizes }) => ({ name: envelopeNames[id], ...sizes })),
    certificateSerial: parseCertificate(ctx.centre.certificateDer).serial,
    timestamp: { at: stamp.at.toISOString(), serial: stamp.serial },
    log: await positionOf(ctx.em, bid.event),
    verifyUrl: `${origin}/receipts/${bid.reference}?manifestSha256=${bid.manifestSha256}`,
  };
  const content = await sealedBy(ctx, receiptDocument(facts));
  return { content, name: `${bid.reference}.pdf` };
}

async function replacedBy(ctx: Context, bid: Bid): Promise<ReceiptFacts['replaces']> {
  const { lot, organisation, sequence } = bid;
  const before = await ctx.em.findOne(Bid, { lot, organisation, sequence: sequence - 1 });
  return before && { sequence: before.sequence, receivedAt: before.receivedAt.toISOString() };
}

const envelopeNames: Readonly<Record<EnvelopeId, string>> = {
  opening: '开标',
  qualification: '资格',
  technical: '技术',
  price: '报价',
};

/** The articles on which a refusal can rest. */
const articleOf: Partial<Record<ProblemCode, string>> = {
  DEADLINE_PASSED: '《电子招标投标办法》第二十七条',
  BID_NOT_ENCRYPTED: '《电子招标投标办法》第二十六条',
  BID_INCOMPLETE: '《电子招标投标办法》第二十七条',
};

/** Proof that one's own submission was offered and why it was refused, as PDF. */
export async function printRefusal(ctx: Context, id: string, origin: string): Promise<Bytes> {
  const bidder = await readBidder(ctx);
  const { organisation } = bidder;
  const refusal = must(await ctx.em.findOne(BidRefusal, { id, organisation }), 'refusalSlip');
  await signatureOf(ctx, refusal);
  const { lot, title, code } = await findLot(ctx.em, refusal.lot);
  const problem = refusal.code as ProblemCode;
  const document = refusalDocument({
    centre: ctx.centre.name,
    reference: refusal.reference,
    refusedAt: refusal.at.toISOString(),
    deadline: lot.deadline.toISOString(),
    code,
    title,
    bidder: bidder.name,
    problem: { code: problem, title: problemTable[problem].zh, detail: refusal.detail },
    article: articleOf[problem] ?? null,
    manifestSha256: refusal.manifestSha256 ?? null,
    textSha256: sha256(refusal.text).toString('hex'),
    certificateSerial: parseCertificate(ctx.centre.certificateDer).serial,
    verifyUrl: `${origin}/refusals/${refusal.reference}`,
  });
  return { content: await sealedBy(ctx, document), name: `${refusal.reference}.pdf` };
}
