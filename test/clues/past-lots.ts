import { v7 } from 'uuid';
import { AwardCandidate } from '../../src/award/entities.ts';
import { Bid } from '../../src/bidding/entities.ts';
import { Hall, SealedBid } from '../../src/opening/entities.ts';
import { Lot, Project } from '../../src/tender/entities.ts';
import { aForm } from '../support/bid.ts';
import { aLot, type City, type Firm } from '../support/trade.ts';

/** A lot of years ago as it stands in the register: who bid what, and who won. */
export interface PastLot {
  readonly firms: readonly Pick<Firm, 'organisation' | 'person' | 'name'>[];
  readonly prices: readonly number[];
  readonly winner: number;
  readonly on: string;
  readonly agency?: Firm;
  readonly ceiling?: string;
}

/** Brings lots into the register as a city brings its history: the rows that are left of them. */
export async function pastLots(
  city: City,
  tenderer: Firm,
  lots: readonly PastLot[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const lot of lots) ids.push(await pastLot(city, tenderer, lot));
  return ids;
}

async function pastLot(
  city: City,
  tenderer: Firm,
  { firms, prices, winner, on, agency, ceiling }: PastLot,
): Promise<string> {
  const at = new Date(`${on}T02:00:00Z`);
  const given = { ...(agency ? { agency } : {}), ...(ceiling ? { ceiling } : {}) };
  const { id } = await aLot(city, { deadline: at, tenderer, ...given });
  const em = city.orm.em.fork();
  const lot = await em.findOneOrFail(Lot, { id });
  Object.assign(lot, { state: 'closed' });
  const project = await em.findOneOrFail(Project, { id: lot.project.id });
  const none = { closeToken: null, windowEndsAt: null, record: null, recordSha256: null };
  em.create(Hall, {
    ...{ lot: id, stage: 'finished', closedAt: at, root: '00'.repeat(32), closeEvent: v7() },
    ...{ ...none, revealedAt: at, recordEvent: null, recordedAt: null },
  });
  for (const [i, firm] of firms.entries()) {
    const bid = v7();
    const price = ((prices[i] ?? 0) / 100).toFixed(2);
    em.create(Bid, {
      ...{ id: bid, project: project.id, lot: id, organisation: firm.organisation },
      ...{ kind: 'submitted', sequence: 1, previous: null, manifest: Buffer.alloc(1) },
      ...{ manifestSha256: '', certificateSha256: '', certificateStatus: 'valid' },
      ...{ receivedAt: new Date(at.getTime() - (i + 1) * 3_600_000), person: firm.person },
      ...{ address: '', reference: bid, event: v7(), receipt: '', signature: null },
      ...{ timestampToken: null, destroyedAt: null },
    });
    em.create(SealedBid, {
      ...{ bid, lot: id, number: i + 1, organisation: firm.organisation, bidder: firm.name },
      ...{ signedInAt: null, releasedAt: at, recovery: null, failure: null, failureDetail: null },
      ...{
        fate: null,
        cause: null,
        owner: null,
        opened: { ...aForm(price), bond: null, overCeiling: false },
      },
    });
    if (i === winner)
      em.create(AwardCandidate, {
        ...{ lot: id, rank: 1, bid, organisation: firm.organisation, outReason: null, outAt: null },
        said: {} as AwardCandidate['said'],
      });
  }
  await em.flush();
  return id;
}
