import type { Receipt } from '../../contracts/bidding.ts';
import { EnvelopeId } from '../../contracts/tender/lot-rules.ts';
import { base64, utf8 } from '../kernel/bytes.ts';
import { type Context, must } from '../platform/command.ts';
import { inclusionProof, leafIndexOf } from '../platform/ledger/log.ts';
import { prepared } from '../platform/prepared.ts';
import { manifestInside } from '../sealing/signed-manifest.ts';
import { Bid } from './entities.ts';
import { readReceiptText } from './receipt-text.ts';

/** What of a stored bid its receipt is made of. */
export type Stored = Pick<
  Bid,
  'id' | 'kind' | 'manifest' | 'event' | 'receipt' | 'signature' | 'timestampToken'
>;

/** What the centre adds to the text of a receipt. */
interface Receipted {
  readonly signature: Uint8Array;
  readonly timestampToken: Uint8Array;
}

const isComplete = <B extends Stored>(bid: B): bid is B & Receipted =>
  bid.signature != null && bid.timestampToken != null;

/**
 * Signs and stamps the receipt of a stored bid when that is still to be done: the text was fixed with the bid, so a
 * crash between commit and signature is made good by whoever reads next, and every later reading gives the same.
 */
export async function complete<B extends Stored>(ctx: Context, bid: B): Promise<B & Receipted> {
  if (isComplete(bid)) return bid;
  const at = await ctx.clock.now(ctx.em);
  const text = utf8(bid.receipt);
  const [signature, token] = await Promise.all([
    ctx.centre.sign(text, at),
    ctx.centre.stamp(text, at),
  ]);
  // The first to sign wins; a second reader at the same moment takes what the first has stored.
  const [won] = await prepared(
    ctx.em,
    `update bid set signature = $1, timestamp_token = $2 where id = $3 and signature is null returning id`,
    [Buffer.from(signature), Buffer.from(token), bid.id],
  );
  if (won) return Object.assign(bid, { signature, timestampToken: token });
  const stored = must(await ctx.em.fork().findOne(Bid, { id: bid.id }), 'submission');
  const { signature: first, timestampToken } = stored as Receipted;
  return Object.assign(bid, { signature: first, timestampToken });
}

/** The envelopes that a submission's manifest lists, with their sizes; none for a withdrawal. */
export function envelopesOf(bid: Pick<Bid, 'kind' | 'manifest'>): Receipt['envelopes'] {
  const { kind, manifest } = bid;
  if (kind === 'withdrawn') return [];
  return manifestInside(manifest).envelopes.map(({ id, bytes, segments }) => ({
    id: EnvelopeId.parse(id),
    bytes,
    segments: segments.length,
  }));
}

/** The receipt as its owner gets it, with its place in the log once it has one. */
export async function readReceiptOf(ctx: Context, stored: Stored): Promise<Receipt> {
  const bid = await complete(ctx, stored);
  const { format: _, previous: __, ...said } = readReceiptText(bid.receipt);
  const leafIndex = await leafIndexOf(ctx.em, bid.event);
  return {
    ...said,
    envelopes: envelopesOf(bid),
    text: bid.receipt,
    signature: base64(bid.signature),
    timestampToken: base64(bid.timestampToken),
    leafIndex,
    proof: leafIndex === null ? null : await inclusionProof(ctx.em, leafIndex),
  };
}
