import type { Receipt } from '../../contracts/bidding.ts';
import { EnvelopeId } from '../../contracts/tender/lot-rules.ts';
import { base64, utf8 } from '../kernel/bytes.ts';
import { type Context, must } from '../platform/command.ts';
import { inclusionProof, leafIndexOf } from '../platform/ledger/log.ts';
import { manifestInside } from '../sealing/signed-manifest.ts';
import { Bid } from './entities.ts';
import { readReceiptText } from './receipt-text.ts';

/** A bid whose receipt the centre has signed and stamped. */
export type Receipted = Bid & {
  readonly signature: Uint8Array;
  readonly timestampToken: Uint8Array;
};

/**
 * Signs and stamps the receipt of a stored bid when that is still to be done: the text was fixed with the bid, so a
 * crash between commit and signature is made good by whoever reads next, and every later reading gives the same.
 */
export async function complete(ctx: Context, bid: Bid): Promise<Receipted> {
  if (bid.signature && bid.timestampToken) return bid as Receipted;
  const at = await ctx.clock.now(ctx.em);
  const signature = await ctx.centre.sign(utf8(bid.receipt), at);
  const token = await ctx.centre.stamp(utf8(bid.receipt), at);
  // The first to sign wins; a second reader at the same moment takes what the first has stored.
  const [won] = await ctx.em.execute<unknown[]>(
    `update bid set signature = ?, timestamp_token = ? where id = ? and signature is null returning id`,
    [Buffer.from(signature), Buffer.from(token), bid.id],
  );
  if (won) return Object.assign(bid, { signature, timestampToken: token }) as Receipted;
  return must(await ctx.em.fork().findOne(Bid, { id: bid.id }), '这次提交') as Receipted;
}

/** The envelopes that a submission's manifest lists, with their sizes; none for a withdrawal. */
export function envelopesOf({ kind, manifest }: Bid): Receipt['envelopes'] {
  if (kind === 'withdrawn') return [];
  return manifestInside(manifest).envelopes.map(({ id, bytes, segments }) => ({
    id: EnvelopeId.parse(id),
    bytes,
    segments: segments.length,
  }));
}

/** The receipt as its owner gets it, with its place in the log once it has one. */
export async function readReceiptOf(ctx: Context, stored: Bid): Promise<Receipt> {
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
