import { z } from 'zod';
import { Receipt } from '../../contracts/bidding.ts';
import { canonicalText } from '../kernel/canonical.ts';
import type { Event } from '../platform/ledger/entities.ts';
import type { Bid } from './entities.ts';

/** What the centre signs: `text` of a receipt, RFC 8785. `event` is the logged record of the submission. */
const SignedReceipt = Receipt.pick({
  reference: true,
  bid: true,
  project: true,
  lot: true,
  title: true,
  bidder: true,
  kind: true,
  sequence: true,
  manifestSha256: true,
  receivedAt: true,
  deadline: true,
  certificateStatus: true,
}).extend({
  format: z.literal('kaibiao-receipt/1'),
  previous: z.string().nullable(),
  event: z.object({ id: z.string(), type: z.string(), text: z.string(), blind: z.base64() }),
});
export type SignedReceipt = z.infer<typeof SignedReceipt>;

type Received = Omit<Bid, 'receipt' | 'signature' | 'timestampToken' | 'destroyedAt'>;

/** The receipt carries the event and its blind, so that its holder alone can find the leaf in the public log. */
export function receiptText(
  bid: Pick<Received, keyof Received & string>,
  shown: { title: string; bidder: string; deadline: Date },
  event: Pick<Event, 'id' | 'type' | 'text' | 'blind'>,
): string {
  const receipt: SignedReceipt = {
    format: 'kaibiao-receipt/1',
    reference: bid.reference,
    bid: bid.id,
    project: bid.project,
    lot: bid.lot,
    title: shown.title,
    bidder: shown.bidder,
    kind: bid.kind,
    sequence: bid.sequence,
    previous: bid.previous ?? null,
    manifestSha256: bid.manifestSha256,
    receivedAt: bid.receivedAt.toISOString(),
    deadline: shown.deadline.toISOString(),
    certificateStatus: bid.certificateStatus,
    event: {
      id: event.id,
      type: event.type,
      text: event.text,
      blind: Buffer.from(event.blind).toString('base64'),
    },
  };
  return canonicalText(receipt);
}

/** The signed text, read back. */
export const readReceiptText = (text: string): SignedReceipt =>
  SignedReceipt.parse(JSON.parse(text));
