import type { Receipt } from '../../contracts/bidding.ts';
import type { ProblemCode } from '../../contracts/problem.ts';
import type { Context } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { turns } from '../platform/turns.ts';
import { readManifest, readWithdrawal } from '../sealing/manifest.ts';
import { type Arrival, arrivalOf } from './arrival.ts';
import { commit } from './commit.ts';
import { Bid } from './entities.ts';
import { requireParts } from './parts.ts';
import { readReceiptOf, type Stored } from './receipt.ts';
import { onRecord } from './refuse.ts';
import { requireOpen } from './rules/lot.ts';
import { acceptBid } from './rules/submission.ts';
import { acceptWithdrawal } from './rules/withdrawal.ts';

/** Every refusal of a commit is on record; what a bidder asked about a lot that is not there is not. */
const recorded: readonly ProblemCode[] = [
  'DEADLINE_PASSED',
  'OBJECTION_PENDING',
  'WRONG_STATE',
  'NOT_ELIGIBLE',
  'BOND_MISSING',
  'SANCTIONED',
  'SIGNATURE_INVALID',
  'CERTIFICATE_INVALID',
  'BID_MALFORMED',
  'BID_NOT_ENCRYPTED',
  'BID_INCOMPLETE',
  'BID_STALE_RULES',
  'BID_WRONG_SEQUENCE',
];

/**
 * In the last minute all come at once. The checks before the lock run a few at a time in the order of arrival, or each
 * would slow down all the others and early ones would become late; and one lot's crowd does not use up the database's
 * connections, so that other lots go on while one waits for its lock.
 */
const checking = turns(6);
const deciding = turns(4);

/** The explicit commit of a sealed bid, first or replacing. The same manifest again gives the same receipt. */
export async function submitBid(ctx: Context, lot: string, manifest: string): Promise<Receipt> {
  return received(ctx, lot, manifest, async ({ p7, now, ...arrival }) => {
    const signed = await requireOwnSignature(ctx, p7.bytes, { at: now });
    const statement = readManifest(signed.content);
    await requireParts(ctx, lot, statement);
    const offer = { ...statement, manifestSha256: p7.sha256 };
    const submission = { ...arrival, kind: 'submitted', p7, signed, statement: offer } as const;
    return () =>
      commit(ctx, submission, (facts, at) =>
        acceptBid(facts.lot, facts.bidder, facts.latest, { ...offer, bid: facts.bid }, at),
      );
  });
}

/** Takes the newest bid back; it stays sealed for ever. */
export async function withdrawBid(ctx: Context, lot: string, manifest: string): Promise<Receipt> {
  return received(ctx, lot, manifest, async ({ p7, now, ...arrival }) => {
    const signed = await requireOwnSignature(ctx, p7.bytes, { at: now });
    const said = { ...readWithdrawal(signed.content), manifestSha256: p7.sha256 };
    const submission = { ...arrival, kind: 'withdrawn', p7, signed, statement: said } as const;
    return () =>
      commit(ctx, submission, (facts, at) =>
        acceptWithdrawal(facts.lot, facts.bidder, facts.latest, { ...said, bid: facts.bid }, at),
      );
  });
}

/** Everything that can be checked without the lock; gives the transaction that decides. */
type Check = (arrival: Arrival) => Promise<() => Promise<Stored>>;

async function received(
  ctx: Context,
  lot: string,
  manifest: string,
  check: Check,
): Promise<Receipt> {
  const bytes = Buffer.from(manifest, 'base64');
  const p7 = { bytes, sha256: sha256Hex(bytes) };
  const refusal = { lot, manifestSha256: p7.sha256 };
  const bid = await onRecord(ctx, refusal, recorded, async () => {
    const decide = await checking('commit', async () => {
      const arrival = await arrivalOf(ctx, lot, p7);
      const { known } = arrival;
      if (known) return () => ctx.em.findOneOrFail(Bid, { id: known });
      // Said again under the lock; here it spares the late the cost and the lot the work.
      requireOpen(arrival.found.lot, arrival.now);
      return check(arrival);
    });
    return deciding(lot, decide);
  });
  return readReceiptOf(ctx, bid);
}
