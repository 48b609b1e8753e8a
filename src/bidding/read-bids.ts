import type { Receipt, Refusal } from '../../contracts/bidding.ts';
import { base64, utf8 } from '../kernel/bytes.ts';
import { type Context, must } from '../platform/command.ts';
import { Bid, BidRefusal } from './entities.ts';
import { readBidder } from './lot.ts';
import { readReceiptOf } from './receipt.ts';

/** One's own submissions to a lot, oldest first; `current` is the one that would be opened. */
export async function readMyBids(
  ctx: Context,
  lot: string,
): Promise<{ receipts: Receipt[]; current: string | null }> {
  const { organisation } = await readBidder(ctx);
  const bids = await ctx.em.find(Bid, { lot, organisation }, { orderBy: { sequence: 'asc' } });
  const receipts: Receipt[] = [];
  for (const bid of bids) receipts.push(await readReceiptOf(ctx, bid));
  const newest = bids.at(-1);
  return { receipts, current: newest?.kind === 'submitted' ? newest.id : null };
}

/** One's own bid; another's is not found. */
export async function findOwnBid(ctx: Context, id: string): Promise<Bid> {
  const { organisation } = await readBidder(ctx);
  return must(await ctx.em.findOne(Bid, { id, organisation }), 'submission');
}

export async function readReceipt(ctx: Context, bid: string): Promise<Receipt> {
  return readReceiptOf(ctx, await findOwnBid(ctx, bid));
}

/** Says whether a receipt of this reference names this manifest, and when it came; of lot, bidder and bid nothing. */
export async function checkReceipt(
  ctx: Context,
  reference: string,
  manifestSha256: string,
): Promise<{ known: boolean; receivedAt: string | null }> {
  const number = reference.trim().toUpperCase();
  const bid = await ctx.em.findOne(Bid, { reference: number, manifestSha256 });
  return { known: bid !== null, receivedAt: bid?.receivedAt.toISOString() ?? null };
}

/** One's own refused submissions to a lot, newest first. */
export async function listRefusals(ctx: Context, lot: string): Promise<{ rows: Refusal[] }> {
  const { organisation } = await readBidder(ctx);
  const order = { orderBy: { at: 'desc' }, limit: 100 } as const;
  const refusals = await ctx.em.find(BidRefusal, { lot, organisation }, order);
  const rows: Refusal[] = [];
  for (const refusal of refusals) {
    const { id, code, text } = refusal;
    const detail = { zh: refusal.detail, en: refusal.detailEn ?? refusal.detail };
    const signature = base64(await signatureOf(ctx, refusal));
    rows.push({ id, lot, at: refusal.at.toISOString(), code, detail, text, signature });
  }
  return { rows };
}

/** The centre's signature over a refusal, made when it is asked for first. */
export async function signatureOf(ctx: Context, refusal: BidRefusal): Promise<Uint8Array> {
  if (refusal.signature) return refusal.signature;
  const made = await ctx.centre.sign(utf8(refusal.text), await ctx.clock.now(ctx.em));
  await ctx.em.execute('update bid_refusal set signature = ? where id = ? and signature is null', [
    Buffer.from(made),
    refusal.id,
  ]);
  const stored = await ctx.em.fork().findOne(BidRefusal, { id: refusal.id });
  return must(stored?.signature, 'refusalSlip');
}
