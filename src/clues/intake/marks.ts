import { readDocumentMarks } from '../../analytics/documents/read-document.ts';
import type { Observation } from '../../analytics/hard/evidence.ts';
import { observationsOf } from '../../analytics/hard/from-marks.ts';
import { BondPayment } from '../../bond/entities.ts';
import type { Context } from '../../platform/command.ts';
import type { Trace } from '../../platform/sealed-trace.ts';
import { type Fingerprint, fingerprintName, readFingerprint } from '../../sealing/fingerprint.ts';
import { openedFiles } from './bid-files.ts';
import { largestFile, orNothing } from './contents.ts';
import type { LotBid, LotUnderScrutiny } from './lot-bids.ts';
import { profileMarks } from './profiles.ts';

/** What a bid shows of where it was made, sent, paid and released, and of its people; `bidder` is the organisation. */
export interface BidMarks {
  readonly lot: string;
  readonly bid: LotBid;
  readonly seen: readonly Observation[];
}

export async function readMarks(
  ctx: Context,
  { lot, bids }: LotUnderScrutiny,
  traces: readonly Trace[],
): Promise<BidMarks[]> {
  const payments = await ctx.em.fork().find(BondPayment, { lot: lot.id });
  const declared = await profileMarks(
    ctx,
    bids.map(bid => bid.organisation),
  );
  const all: BidMarks[] = [];
  for (const bid of bids) {
    const { organisation: bidder, form } = bid;
    const mine = (row: { organisation?: string | null | undefined }) => row.organisation === bidder;
    const seen: Observation[] = [
      { bidder, kind: 'address', value: bid.address, source: 'submit' },
      ...traces.filter(mine).map(({ act, address: value }) => ({
        ...{ bidder, kind: 'address' as const, value, source: act },
      })),
      ...payments.filter(mine).map(({ payerAccount: value, reference }) => ({
        ...{ bidder, kind: 'account' as const, value, source: reference },
      })),
      {
        ...{ bidder, kind: 'person', source: 'project-manager' },
        value: `${form.manager} ${form.managerCertificate}`,
      },
      ...declared.filter(each => each.bidder === bidder),
      ...(await fileMarks(ctx, bid)),
    ];
    all.push({ lot: lot.id, bid, seen });
  }
  return all;
}

async function fileMarks(ctx: Context, bid: LotBid): Promise<Observation[]> {
  const seen: Observation[] = [];
  for (const file of await openedFiles(ctx, bid)) {
    if (file.name === fingerprintName)
      seen.push(...machineMarks(bid.organisation, readFingerprint(await file.read())));
    else if (file.bytes <= largestFile) {
      const held = await file.read();
      const marks = await orNothing([], () => readDocumentMarks(held, file.name));
      seen.push(...observationsOf(bid.organisation, file.name, marks));
    }
  }
  return seen;
}

/** Only what tells one machine from another: a common processor or browser is no clue. */
function machineMarks(bidder: string, { machine }: Fingerprint): Observation[] {
  const from = { bidder, source: 'fingerprint' };
  if (!machine) return [];
  return [
    ...(machine.host ? [{ ...from, kind: 'computer' as const, value: machine.host }] : []),
    ...machine.mac.map(value => ({ ...from, kind: 'mac' as const, value })),
    ...machine.disks.map(value => ({ ...from, kind: 'disk' as const, value })),
  ];
}
