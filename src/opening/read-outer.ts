import { EnvelopeId as Envelope, type EnvelopeId } from '../../contracts/tender/lot-rules.ts';
import { Bid } from '../bidding/entities.ts';
import { base64 } from '../kernel/bytes.ts';
import { RuleError } from '../kernel/rule-error.ts';
import type { Context } from '../platform/command.ts';
import { manifestInside } from '../sealing/signed-manifest.ts';
import { findPlace, notBegun } from './hall.ts';
import { requireWindow } from './rules.ts';

/** One's own manifest and outer packages, once the window is open: they are unlocked on one's own machine. */
export async function readOuter(
  ctx: Context,
  lot: string,
): Promise<{
  bid: string;
  manifest: string;
  packages: { envelope: EnvelopeId; outer: string }[];
}> {
  const { hall, own } = await findPlace(ctx, lot);
  if (!hall) throw notBegun();
  const window = { ...hall, windowEndsAt: hall.windowEndsAt ?? null };
  // An opening that fails seals nobody in: whoever had bid is told why, and it is public that it failed.
  if (own || hall.stage === 'failed') requireWindow(window, await ctx.clock.now(ctx.em));
  if (!own)
    throw new RuleError('NOT_FOUND', {
      zh: '没有找到您在这个标段封存的投标。',
      en: 'You have no sealed bid in this lot.',
    });
  const bid = await ctx.em.findOneOrFail(Bid, { id: own.bid });
  const packages: { envelope: EnvelopeId; outer: string }[] = [];
  for (const { id, outerSha256 } of manifestInside(bid.manifest).envelopes)
    packages.push({ envelope: Envelope.parse(id), outer: await outerOf(ctx, id, outerSha256) });
  return { bid: bid.id, manifest: base64(bid.manifest), packages };
}

async function outerOf(ctx: Context, envelope: string, sha256: string): Promise<string> {
  if ((await ctx.storage.size(sha256)) === null)
    throw new RuleError('INTERNAL', {
      zh: `平台没有找到信封“${envelope}”的密封包，责任在平台：窗口结束时按视为撤回处理。有恢复文件的，可以用它解密。`,
      en: `The platform cannot find the sealed package of the envelope “${envelope}” and is at fault: when the window closes it counts as withdrawn. If you have a recovery file, you can release with it.`,
    });
  return base64(await ctx.storage.read(sha256));
}
