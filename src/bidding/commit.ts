import { v7 } from 'uuid';
import type { DomainEvent } from '../kernel/event.ts';
import type { Signed } from '../platform/centre.ts';
import { type Context, transact } from '../platform/command.ts';
import { Bid, BidRevocation } from './entities.ts';
import { findLot, lockLot, readBidder } from './lot.ts';
import { receiptText } from './receipt-text.ts';
import { newReference } from './reference.ts';
import type { BidderFacts, Latest, LotFacts } from './rules.ts';

/** What the rule decides on: all of it read under the lot's row lock. */
export interface Facts {
  readonly bid: string;
  readonly lot: LotFacts;
  readonly bidder: BidderFacts;
  readonly latest: Latest | null;
}

interface Submission {
  readonly lot: string;
  readonly kind: Bid['kind'];
  readonly p7: { readonly bytes: Uint8Array; readonly sha256: string };
  readonly signed: Signed;
  readonly statement: { readonly sequence: number; readonly previous: string | null };
}

/** Enough of a bidder's chain to decide on; manifests can be large, and all others wait meanwhile. */
const chain = { fields: ['id', 'sequence', 'manifestSha256', 'kind'] } as const;

/**
 * The one transaction of a submission: lock the lot, read the time after the lock, decide, and store bid, event and
 * the text of the receipt together. Whoever waits for the lock past the deadline is late.
 */
export async function commit(
  ctx: Context,
  submission: Submission,
  decide: (facts: Facts, now: Date) => DomainEvent,
): Promise<Bid> {
  const { lot: lotId, kind, p7, signed, statement } = submission;
  const bidder = await readBidder(ctx);
  const { organisation } = bidder;
  const found = await findLot(ctx.em, lotId);
  return transact(ctx, async tx => {
    const lot = await lockLot(tx.em, found);
    const now = await tx.now();
    const mine = { lot: lotId, organisation };
    const all = await tx.em.find(Bid, mine, { ...chain, orderBy: { sequence: 'desc' } });
    const twin = all.find(bid => bid.manifestSha256 === p7.sha256);
    if (twin) return ctx.em.findOneOrFail(Bid, { id: twin.id });
    const latest = all[0] ?? null;
    const id = v7();
    const event = await tx.record(decide({ bid: id, lot, bidder, latest }, now));
    const { sequence, previous } = statement;
    const bid = {
      ...{ id, project: lot.project, ...mine, kind, sequence, previous },
      ...{ manifest: Buffer.from(p7.bytes), manifestSha256: p7.sha256 },
      ...{ certificateSha256: signed.certificateSha256, certificateStatus: signed.status },
      ...{ receivedAt: now, person: ctx.actor.person, address: ctx.address },
      ...{ reference: newReference('R', now), event: event.id },
    };
    const receipt = receiptText(
      bid,
      { title: found.title, bidder: bidder.name, deadline: lot.deadline },
      event,
    );
    if (signed.ocsp)
      tx.em.create(BidRevocation, { bid: id, at: now, response: Buffer.from(signed.ocsp) });
    return tx.em.create(Bid, {
      ...bid,
      receipt,
      signature: null,
      timestampToken: null,
      destroyedAt: null,
    });
  });
}
