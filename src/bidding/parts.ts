import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must } from '../platform/command.ts';
import { nodePrimitives } from '../platform/node-primitives.ts';
import { prepared } from '../platform/prepared.ts';
import { readEnveloped } from '../sealing/enveloped.ts';
import { outerPath, type Part, partsOf } from '../sealing/folder.ts';
import type { Manifest } from '../sealing/manifest.ts';
import { cryptosystem } from '../sealing/suites.ts';

const most = { outer: 4_194_304, named: 20, atOnce: 32 };

/**
 * Every part of the manifest must have been sent by this bidder and be in the storage with its full size: upload is
 * not submission, and an acknowledged part that is gone is found here, while it can still be sent again.
 */
export async function requireParts(ctx: Context, lot: string, manifest: Manifest): Promise<void> {
  const parts = partsOf(manifest);
  const sizes = await sentSizes(ctx, lot);
  const missing = await missingOf(ctx, parts, sizes);
  if (missing.length > 0)
    throw new RuleError(
      'BID_INCOMPLETE',
      {
        zh: `还有 ${missing.length} 个分段没有传完，请续传后再提交。`,
        en: `${missing.length} parts are still missing. Send them, then submit again.`,
      },
      {
        missing: missing.slice(0, most.named).map(part => part.path),
        count: missing.length,
      },
    );
  await requirePackages(ctx, manifest, sizes);
}

type Sizes = ReadonlyMap<string, number>;

/** Bytes of every part that the bidder has sent for the lot, by hash. */
async function sentSizes(ctx: Context, lot: string): Promise<Sizes> {
  const organisation = must(ctx.actor.organisation, 'ownOrganisation');
  const rows = await prepared<{ sha256: string; bytes: string }>(
    ctx.em,
    'select sha256, bytes from bid_segment where lot = $1 and organisation = $2',
    [lot, organisation],
  );
  return new Map(rows.map(row => [row.sha256, Number(row.bytes)]));
}

async function missingOf(ctx: Context, parts: readonly Part[], sizes: Sizes): Promise<Part[]> {
  const missing: Part[] = [];
  for (let i = 0; i < parts.length; i += most.atOnce) {
    const some = parts.slice(i, i + most.atOnce);
    const found = await Promise.all(some.map(part => ctx.storage.size(part.sha256)));
    missing.push(
      ...some.filter((part, n) => found[n] == null || found[n] !== sizes.get(part.sha256)),
    );
  }
  return missing;
}

/** The outer packages must be readable ones, locked to a certificate: a bid that nobody could ever release is not taken. */
async function requirePackages(ctx: Context, manifest: Manifest, sizes: Sizes): Promise<void> {
  const system = cryptosystem(manifest.suite, nodePrimitives);
  for (const { id, outerSha256 } of manifest.envelopes) {
    const where = outerPath(id);
    if ((sizes.get(outerSha256) ?? 0) > most.outer)
      throw new RuleError(
        'BID_MALFORMED',
        { zh: `${where} 太大。`, en: `${where} is too large.` },
        { where },
      );
    const outer = await ctx.storage.read(outerSha256);
    const { recipient } = readEnveloped(outer, system, where, most.outer);
    if (recipient.kind === 'rsa-oaep' || recipient.kind === 'ecdh-p256') continue;
    throw new RuleError(
      'BID_MALFORMED',
      { zh: `${where} 不是加密给证书的。`, en: `${where} is not encrypted to a certificate.` },
      { where },
    );
  }
}
