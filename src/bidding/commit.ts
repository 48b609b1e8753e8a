import { v7 } from 'uuid';
import type { DomainEvent } from '../kernel/event.ts';
import type { Signed } from '../platform/centre.ts';
import { type Context, type Transaction, transact } from '../platform/command.ts';
import { prepared, rowOf } from '../platform/prepared.ts';
import { newReference } from '../platform/reference.ts';
import { bondsOf, followBid } from './bonds.ts';
import { Bid, BidRevocation } from './entities.ts';
import { type Bidder, type Found, lockLot } from './lot.ts';
import type { Stored } from './receipt.ts';
import { receiptText } from './receipt-text.ts';
import type { PayingBidder } from './rules/bidder.ts';
import type { Latest } from './rules/chain.ts';
import type { LotFacts } from './rules/lot.ts';

/** What the rule decides on: all of it read under the lot's row lock. */
export interface Facts {
  readonly bid: string;
  readonly lot: LotFacts;
  readonly bidder: PayingBidder;
  readonly latest: Latest | null;
}

interface Submission {
  readonly bidder: Bidder;
  readonly found: Found;
  readonly kind: Bid['kind'];
  readonly p7: { readonly bytes: Uint8Array; readonly sha256: string };
  readonly signed: Signed;
  readonly statement: { readonly sequence: number; readonly previous: string | null };
}

/** Enough of a bidder's chain to decide on, newest first; manifests can be large, and all others wait meanwhile. */
const chain = `select id, sequence, manifest_sha256 as "manifestSha256", kind from bid
  where lot = $1 and organisation = $2 order by sequence desc`;

/**
 * The one transaction of a submission: lock the lot, read the time after the lock, decide, and store bid, event and
 * the text of the receipt together. Whoever waits for the lock past the deadline is late.
 */
export async function commit(
  ctx: Context,
  submission: Submission,
  decide: (facts: Facts, now: Date) => DomainEvent,
): Promise<Stored> {
  const { bidder, found, p7 } = submission;
  return transact(ctx, async tx => {
    const { lot, now } = await lockLot(tx, found);
    // Asked again here: a listing published between the segments and the commit counts.
    const sanction = await ctx.barOn(tx.em, { organisation: bidder.organisation }, now);
    const of = [lot.id, bidder.organisation];
    const all = await prepared<Latest & { id: string }>(tx.em, chain, of);
    const twin = all.find(bid => bid.manifestSha256 === p7.sha256);
    if (twin) return ctx.em.findOneOrFail(Bid, { id: twin.id });
    const id = v7();
    const paying = { ...bidder, sanction, ...(await bondsOf(ctx, tx.em, lot, bidder)) };
    const facts = { bid: id, lot, bidder: paying, latest: all[0] ?? null };
    const shown = { title: found.title, bidder: bidder.name, deadline: lot.deadline };
    let stored!: Stored;
    // One round trip for all of it: whoever waits for the lot waits for each.
    await tx.record(decide(facts, now), event => {
      const bid = { ...received(ctx, submission, now), id, event: event.id };
      const row = { ...bid, receipt: receiptText(bid, shown, event), ...unsigned };
      stored = row;
      return [rowOf(tx.em, Bid, row), ...answerRows(tx, bid, submission)];
    });
    await followBid(tx, lot, submission, now);
    return stored;
  });
}

const unsigned = { signature: null, timestampToken: null, destroyedAt: null };

/** What the CA's responder said of the certificate, where it was asked. */
function answerRows({ em }: Transaction, bid: Pick<Bid, 'id' | 'receivedAt'>, came: Submission) {
  const { ocsp } = came.signed;
  if (!ocsp) return [];
  const answer = { bid: bid.id, at: bid.receivedAt, response: Buffer.from(ocsp) };
  return [rowOf(em, BidRevocation, answer)];
}

/** What is kept of a submission besides its number, its event and its receipt. */
function received(ctx: Context, { bidder, found, ...came }: Submission, now: Date) {
  const { kind, p7, signed, statement } = came;
  return {
    ...{ project: found.lot.project, lot: found.lot.id, organisation: bidder.organisation, kind },
    ...{ sequence: statement.sequence, previous: statement.previous },
    ...{ manifest: Buffer.from(p7.bytes), manifestSha256: p7.sha256 },
    ...{ certificateSha256: signed.certificateSha256, certificateStatus: signed.status },
    ...{ receivedAt: now, person: ctx.actor.person, address: ctx.address },
    reference: newReference('R', now),
  };
}
