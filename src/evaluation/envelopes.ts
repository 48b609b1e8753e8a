import type { LotRules } from '../../contracts/tender/lot-rules.ts';
import { Bid } from '../bidding/entities.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { OpenedEnvelope, ReleasedInner } from '../opening/entities.ts';
import type { Context, Transaction } from '../platform/command.ts';
import { nodePrimitives } from '../platform/node-primitives.ts';
import { centreTrustee, openReleased, storedEnvelope } from '../platform/trustee.ts';
import type { EnvelopeContent } from '../sealing/envelope-content.ts';
import { fingerprintName } from '../sealing/fingerprint.ts';
import { checkEnvelope } from '../sealing/open-envelope.ts';
import { manifestInside } from '../sealing/signed-manifest.ts';
import { cryptosystem } from '../sealing/suites.ts';
import type { Lot } from '../tender/entities.ts';
import { committeeSecret } from '../tender/rules/secrets.ts';

/** What opening the envelopes of one bid at one stage has given; `fault` tells why they prove the bid void. */
export interface BidOpened {
  readonly bid: string;
  readonly envelopes: readonly { readonly envelope: string; readonly content: EnvelopeContent }[];
  readonly fault: string | null;
}

/**
 * Opens, outside any transaction, what the rules open at `stage`, and reads each envelope to its end once, so that the
 * commitment to all of it has held before anybody reads a part. Nothing is kept but keys and lists of files.
 */
export async function openStage(
  ctx: Context,
  lot: Lot,
  bids: readonly string[],
  stage: LotRules['envelopes'][number]['reveal'],
): Promise<BidOpened[]> {
  const due = lot.rules.envelopes.filter(e => e.reveal === stage);
  const opened: BidOpened[] = [];
  for (const bid of bids) opened.push(await openBid(ctx, lot, bid, due));
  return opened;
}

async function openBid(
  ctx: Context,
  lot: Lot,
  id: string,
  due: LotRules['envelopes'],
): Promise<BidOpened> {
  const em = ctx.em.fork();
  const bid = await em.findOneOrFail(Bid, { id });
  const manifest = manifestInside(bid.manifest);
  const system = cryptosystem(manifest.suite, nodePrimitives);
  const trustee = await centreTrustee(ctx.vault, committeeSecret(lot.id));
  const { committeeSpki, committeeK: k, committeeN: n } = lot;
  const committee = { spki: new Uint8Array(committeeSpki), k, n };
  const envelopes: { envelope: string; content: EnvelopeContent }[] = [];
  try {
    for (const { id: envelope, required, title } of due) {
      if (!manifest.envelopes.some(e => e.id === envelope)) {
        if (required) return { bid: id, envelopes, fault: `投标文件缺少“${title}”` };
        continue;
      }
      const row = await em.findOneOrFail(ReleasedInner, { bid: id, envelope });
      const inner = new Uint8Array(row.inner);
      const content = await openReleased([trustee], committee, { manifest, envelope, inner });
      await checkEnvelope(await storedEnvelope(ctx.storage, manifest, envelope, content), system);
      envelopes.push({ envelope, content });
    }
    return { bid: id, envelopes, fault: null };
  } catch (error) {
    return { bid: id, envelopes, fault: bidderFault(error) };
  }
}

/** A stored byte that changed is the platform's fault: thrown and tried again, never blamed on the bidder. */
function bidderFault(error: unknown): string {
  if (error instanceof RuleError && error.code !== 'DIGEST_MISMATCH') return error.message;
  throw error;
}

/** Keeps the keys and file lists of what was opened; the contents stay sealed in the storage. */
export async function keepOpened(tx: Transaction, opened: readonly BidOpened[]): Promise<void> {
  const openedAt = await tx.now();
  for (const { bid, envelopes } of opened)
    for (const { envelope, content } of envelopes) {
      if (await tx.em.findOne(OpenedEnvelope, { bid, envelope })) continue;
      tx.em.create(OpenedEnvelope, {
        bid,
        envelope,
        key: Buffer.from(content.key),
        salt: Buffer.from(content.salt),
        files: content.files.map(({ name, bytes }) => ({ name, bytes })),
        openedAt,
      });
    }
  await tx.em.flush();
}

/** The declaration of the sealing computer is evidence for the supervisor, not matter for the committee (B40, [K]). */
export const isForMembers = (file: string): boolean => file !== fingerprintName;

/** The files of opened envelopes as the room lists them. */
export async function filesOf(
  tx: Transaction,
  bids: readonly string[],
): Promise<{ bid: string; files: { envelope: string; path: string; bytes: number }[] }[]> {
  const rows = await tx.em.find(OpenedEnvelope, { bid: { $in: [...bids] } });
  return bids.map(bid => ({
    bid,
    files: rows
      .filter(row => row.bid === bid)
      .flatMap(({ envelope, files }) =>
        files
          .filter(({ name }) => isForMembers(name))
          .map(({ name, bytes }) => ({ envelope, path: name, bytes })),
      ),
  }));
}
