import { readDocumentMarks } from '../../analytics/documents/read-document.ts';
import { UnreadableDocument } from '../../analytics/documents/zip.ts';
import type { Observation } from '../../analytics/hard/evidence.ts';
import { observationsOf } from '../../analytics/hard/from-marks.ts';
import { BondPayment } from '../../bond/entities.ts';
import type { Context } from '../../platform/command.ts';
import { openTraces } from '../../platform/sealed-trace.ts';
import { centreTrustee } from '../../platform/trustee.ts';
import { type Fingerprint, fingerprintName, readFingerprint } from '../../sealing/fingerprint.ts';
import { committeeSecret } from '../../tender/rules/secrets.ts';
import { type BidFile, openedFiles } from './bid-files.ts';
import type { LotBid, LotUnderScrutiny } from './lot-bids.ts';

/** What a bid shows of where it was made, sent, paid and released, and of its people; `bidder` is the organisation. */
export interface BidMarks {
  readonly lot: string;
  readonly bid: LotBid;
  readonly seen: readonly Observation[];
}

/** Larger files are models and videos: their marks are not worth holding them in memory. */
const largestFile = 64 * 1024 * 1024;

export async function readMarks(
  ctx: Context,
  { lot, bids }: LotUnderScrutiny,
): Promise<BidMarks[]> {
  const trustee = await centreTrustee(ctx.vault, committeeSecret(lot.id));
  const traces = await openTraces(ctx, lot, [trustee]);
  const payments = await ctx.em.fork().find(BondPayment, { lot: lot.id });
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
    else if (file.bytes <= largestFile) seen.push(...(await marksOf(bid.organisation, file)));
  }
  return seen;
}

/** A file that cannot be read has no marks; the analysis of the others goes on. */
async function marksOf(bidder: string, file: BidFile): Promise<Observation[]> {
  try {
    return observationsOf(bidder, file.name, await readDocumentMarks(await file.read(), file.name));
  } catch (error) {
    if (error instanceof UnreadableDocument) return [];
    throw error;
  }
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
