import type { EnvelopeId } from '../../contracts/tender/lot-rules.ts';
import { Bid } from '../bidding/entities.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { keepTrace } from '../platform/sealed-trace.ts';
import { manifestInside } from '../sealing/signed-manifest.ts';
import { Lot } from '../tender/entities.ts';
import { say } from './close-lot.ts';
import { ReleasedInner } from './entities.ts';
import { lockHall, lockOwnBid } from './hall.ts';
import { requireRelease, requireWindow } from './rules.ts';

interface Release {
  readonly bid: string;
  readonly packages: readonly { envelope: EnvelopeId; inner: string }[];
  readonly recovery?: string | undefined;
}

/**
 * Takes the inner packages of one's own bid. They are still locked to the committee, so that a release tells nobody a
 * price, the centre included. The same release again gives the same time.
 */
export async function releaseBid(
  ctx: Context,
  lot: string,
  release: Release,
): Promise<{ releasedAt: string }> {
  const packages = release.packages.map(({ envelope, inner }) => {
    const bytes = Buffer.from(inner, 'base64');
    return { envelope, bytes, innerSha256: sha256Hex(bytes) };
  });
  const recovery = release.recovery ? Buffer.from(release.recovery, 'base64') : null;
  if (recovery) await requireStatement(ctx, recovery, { ...release, lot, packages });
  await keepTrace(ctx, await ctx.em.find(Lot, { id: lot }), 'release');
  return transact(ctx, async tx => {
    const hall = await lockHall(tx.em, lot);
    const own = await lockOwnBid(tx.em, ctx, lot);
    const bid = must(await tx.em.findOne(Bid, { id: release.bid, lot }), 'bid');
    if (own.bid !== bid.id)
      throw new RuleError('NOT_FOUND', { zh: '没有找到这份投标。', en: 'This bid was not found.' });
    requireRelease(manifestInside(bid.manifest).envelopes, packages);
    if (own.releasedAt) return { releasedAt: own.releasedAt.toISOString() };
    const now = await tx.now();
    requireWindow({ ...hall, windowEndsAt: hall.windowEndsAt ?? null }, now);
    own.releasedAt = now;
    own.recovery = recovery;
    for (const { envelope, bytes } of packages)
      tx.em.create(ReleasedInner, { bid: bid.id, envelope, inner: bytes });
    await say(tx, lot, 'opening.released', { bid: bid.id, recovery: recovery !== null });
    return { releasedAt: now.toISOString() };
  });
}

/**
 * A release out of the recovery file is signed with any valid certificate of the same legal person: the renewed
 * certificate stands behind what the old one sealed.
 */
async function requireStatement(
  ctx: Context,
  p7: Uint8Array,
  of: { lot: string; bid: string; packages: { envelope: string; innerSha256: string }[] },
): Promise<void> {
  const { content } = await requireOwnSignature(ctx, p7);
  const packages = of.packages.map(({ envelope, innerSha256 }) => ({ envelope, innerSha256 }));
  const said = { format: 'kaibiao-recovery/1', lot: of.lot, bid: of.bid, packages };
  if (Buffer.from(content).toString('utf8') !== canonicalText(said))
    throw new RuleError('SIGNATURE_INVALID', {
      zh: '恢复声明写的不是这次解密的内容，请重新签名。',
      en: 'The recovery statement is about another release. Sign again.',
    });
}
