import type { Context } from '../../platform/command.ts';
import { openTraces, type Trace } from '../../platform/sealed-trace.ts';
import { centreTrustee } from '../../platform/trustee.ts';
import { type Fingerprint, fingerprintName, readFingerprint } from '../../sealing/fingerprint.ts';
import { committeeSecret } from '../../tender/rules/secrets.ts';
import { openedFiles } from './bid-files.ts';
import type { LotBid, LotUnderScrutiny } from './lot-bids.ts';

/** Something a bid declares or shows that another may have in common with it. */
export interface Mark {
  readonly kind: string;
  readonly value: string;
  readonly source: string;
}

/** Of one bid. */
export interface BidMarks {
  readonly lot: string;
  readonly bid: LotBid;
  readonly marks: readonly Mark[];
}

/** What each bid of an opened lot shows of where it was made, sent and released, and of its people. */
export async function readMarks(
  ctx: Context,
  { lot, bids }: LotUnderScrutiny,
): Promise<BidMarks[]> {
  const trustee = await centreTrustee(ctx.vault, committeeSecret(lot.id));
  const traces = await openTraces(ctx, lot, [trustee]);
  const all: BidMarks[] = [];
  for (const bid of bids) {
    const fingerprint = await fingerprintOf(ctx, bid);
    const marks = [
      ...(fingerprint ? machineMarks(fingerprint) : []),
      { kind: 'address', value: bid.address, source: 'submit' },
      ...traces.filter(t => t.organisation === bid.organisation).map(addressMark),
      { kind: 'person', value: bid.form.manager, source: 'project-manager' },
    ];
    all.push({ lot: lot.id, bid, marks: distinct(marks) });
  }
  return all;
}

const addressMark = ({ act, address }: Trace): Mark => ({
  kind: 'address',
  value: address,
  source: act,
});

async function fingerprintOf(ctx: Context, bid: LotBid): Promise<Fingerprint | null> {
  const files = await openedFiles(ctx, bid);
  const file = files.find(({ name }) => name === fingerprintName);
  return file ? readFingerprint(await file.read()) : null;
}

/** Only what tells one machine from another: a common processor or screen is no clue. */
function machineMarks({ machine, browser }: Fingerprint): Mark[] {
  const source = 'fingerprint';
  const marks: Mark[] = [];
  if (machine?.host) marks.push({ kind: 'host', value: machine.host, source });
  for (const value of machine?.mac ?? []) marks.push({ kind: 'mac', value, source });
  for (const value of machine?.disks ?? []) marks.push({ kind: 'disk', value, source });
  if (browser) {
    const { userAgent, screen, cores, graphics, timeZone } = browser;
    const traits = [userAgent, screen, cores, graphics ?? '', timeZone].join(' | ');
    marks.push({ kind: 'browser', value: traits, source });
  }
  return marks;
}

const distinct = (marks: readonly Mark[]): Mark[] => [
  ...new Map(marks.map(mark => [`${mark.kind}\n${mark.value}`, mark])).values(),
];
