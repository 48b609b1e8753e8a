import { Bid } from '../../bidding/entities.ts';
import { lotTitle } from '../../bidding/rules/lot.ts';
import { SealedBid } from '../../opening/entities.ts';
import type { Opened } from '../../opening/rules.ts';
import { type Context, must } from '../../platform/command.ts';
import { Lot, Project } from '../../tender/entities.ts';

/** A bid that counts, as the analyses see it. */
export interface LotBid {
  readonly bid: string;
  /** Its place in the sealed set. */
  readonly number: number;
  readonly organisation: string;
  readonly name: string;
  /** The opening form. */
  readonly form: Opened;
  readonly person: string;
  readonly address: string;
  readonly receivedAt: Date;
  readonly manifest: Uint8Array;
}

export interface LotUnderScrutiny {
  readonly lot: Lot;
  readonly project: Project;
  readonly title: string;
  readonly bids: readonly LotBid[];
}

/** The bids of a lot that were opened; there are none before the reveal. */
export async function readLotBids(ctx: Context, id: string): Promise<LotUnderScrutiny> {
  const em = ctx.em.fork();
  const lot = must(await em.findOne(Lot, { id }), 'lot');
  const project = must(await em.findOne(Project, { id: lot.project.id }), 'project');
  const sealed = await em.find(SealedBid, { lot: id }, { orderBy: { number: 'asc' } });
  const bids: LotBid[] = [];
  for (const { bid: bidId, number, organisation, bidder: name, opened } of sealed) {
    if (!opened) continue;
    const bid = await em.findOneOrFail(Bid, { id: bidId });
    const { person, address, receivedAt, manifest } = bid;
    const read = { person, address, receivedAt, manifest: new Uint8Array(manifest) };
    bids.push({ bid: bidId, number, organisation, name, form: opened, ...read });
  }
  return { lot, project, title: lotTitle(project, lot), bids };
}
