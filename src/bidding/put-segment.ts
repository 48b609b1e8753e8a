import type { IncomingMessage } from 'node:http';
import { base64, fromHex } from '../kernel/bytes.ts';
import { RuleError } from '../kernel/rule-error.ts';
import type { Context } from '../platform/command.ts';
import { keepTrace } from '../platform/sealed-trace.ts';
import { maxSegmentBytes } from '../sealing/manifest.ts';
import { Lot } from '../tender/entities.ts';
import { BidSegment } from './entities.ts';
import { findLot, readBidder } from './lot.ts';
import { onRecord } from './refuse.ts';
import { requireEligible } from './rules/bidder.ts';
import { requireOpen } from './rules/lot.ts';
import { sealedOnly } from './sealed-stream.ts';

/** The CMS frame around a segment; an outer package is far smaller than a segment. */
const limits = { part: maxSegmentBytes + 65_536, held: 64 * 1024 ** 3 };

/** Stores one sealed part durably; before the deadline only, and for those only who may bid. */
export async function putSegment(
  ctx: Context,
  { lot, sha256 }: { lot: string; sha256: string },
  stream: Pick<IncomingMessage, 'headers'> & AsyncIterable<Uint8Array>,
): Promise<{ sha256: string; bytes: number }> {
  const bidder = await readBidder(ctx);
  const { lot: facts } = await findLot(ctx.em, lot);
  const now = await ctx.clock.now(ctx.em);
  requireOpen(facts, now);
  const sanction = await ctx.barOn(ctx.em, { organisation: bidder.organisation }, now);
  requireEligible(facts, { ...bidder, sanction });
  requireDigest(stream.headers['content-digest'], sha256);
  await requireRoom(ctx, lot, bidder.organisation);
  const refusal = { lot, manifestSha256: null };
  const stored = await onRecord(ctx, refusal, ['BID_NOT_ENCRYPTED'], () =>
    ctx.storage.put(sealedOnly(stream), { maxBytes: limits.part, expected: sha256 }),
  );
  await keepTrace(ctx, await ctx.em.find(Lot, { id: lot }), 'upload');
  const row = { lot, organisation: bidder.organisation, ...stored, at: now };
  await ctx.em.upsert(BidSegment, row, { onConflictAction: 'ignore' });
  return stored;
}

/** RFC 9530: a Content-Digest, when sent, must be that of the part the address names. */
function requireDigest(header: string | string[] | undefined, sha256: string): void {
  if (header === undefined) return;
  if (String(header).includes(`sha-256=:${base64(fromHex(sha256))}:`)) return;
  throw new RuleError('DIGEST_MISMATCH', {
    zh: 'Content-Digest 与地址中的摘要不一致，请重传这一段。',
    en: 'The content does not match the Content-Digest. Send this part again.',
  });
}

/** One bidder cannot fill the disk for all. */
async function requireRoom(ctx: Context, lot: string, organisation: string): Promise<void> {
  const [held] = await ctx.em.execute<{ bytes: string }[]>(
    'select coalesce(sum(bytes), 0) as bytes from bid_segment where lot = ? and organisation = ?',
    [lot, organisation],
  );
  if (Number(held?.bytes) > limits.held)
    throw new RuleError('TOO_LARGE', {
      zh: '本标段上传的内容已超过 64 GiB，请联系交易中心。',
      en: 'You have sent more than 64 GiB for this lot. Contact the trading centre.',
    });
}

/** Hashes of the parts of one's own that are held for a lot. */
export async function listSegments(ctx: Context, lot: string): Promise<{ held: string[] }> {
  const { organisation } = await readBidder(ctx);
  const rows = await ctx.em.find(BidSegment, { lot, organisation }, { fields: ['sha256'] });
  return { held: rows.map(row => row.sha256) };
}
