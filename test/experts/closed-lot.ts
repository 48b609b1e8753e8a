import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { LotRules } from '../../contracts/tender/lot-rules.ts';
import type { LotState } from '../../contracts/tender/project.ts';
import { Bid } from '../../src/bidding/entities.ts';
import { hex } from '../../src/kernel/bytes.ts';
import { transact } from '../../src/platform/command.ts';
import { sha256Hex } from '../../src/platform/digest.ts';
import { Organisation } from '../../src/registry/entities.ts';
import { soleCommittee } from '../../src/sealing/committee.ts';
import { Lot, Project } from '../../src/tender/entities.ts';
import { openTenderRules } from '../../src/tender/methods/open-tender.ts';
import { rulesSha256 } from '../../src/tender/rules/lot-rules.ts';
import { seedCommit } from '../../src/tender/rules/public-draw.ts';
import { committeeSecret, drawSeed } from '../../src/tender/rules/secrets.ts';
import type { City } from './city.ts';

/** Five experts of four disciplines from both demo cities. */
export const committeeOfFive: LotRules['committee'] = {
  size: 5,
  experts: 5,
  cities: ['云江市', '望川市'],
  disciplines: [
    { id: '市政道路', seats: 2 },
    { id: '桥梁', seats: 1 },
    { id: '给水排水', seats: 1 },
    { id: '工程造价', seats: 1 },
  ],
};

const bidderNames = ['恒筑', '通泽', '华屹', '青岚', '中砥', '宏远'];

export interface ClosedBid {
  readonly bid: string;
  readonly organisation: string;
  readonly name: string;
}

/** A lot whose bids are in: as the close leaves it, for what follows the close. */
export async function closedLot(
  city: City,
  change: {
    rules?: Partial<LotRules>;
    state?: LotState;
    bidders?: number;
    /** Makes the signed manifest of each bid; without it a bid has none. */
    seal?: (lot: Lot, of: ClosedBid) => Promise<Buffer>;
  } = {},
): Promise<{
  lot: string;
  project: string;
  bids: ClosedBid[];
}> {
  const rules: LotRules = {
    ...openTenderRules,
    ceiling: '1000.00',
    committee: committeeOfFive,
    ...change.rules,
  };
  const [project, lot] = [v7(), v7()];
  const seed = randomBytes(32);
  await city.platform.vault.put(drawSeed(lot), seed);
  const committee = soleCommittee();
  await city.platform.vault.put(committeeSecret(lot), committee.secret);
  const bids = await transact(city.platform, async tx => {
    const now = await tx.now();
    const all = await tx.em.find(Organisation, {});
    const tenderer = all.find(o => o.kinds.includes('tenderer'));
    const agency = all.find(o => o.kinds.includes('agency'));
    if (!tenderer || !agency) throw new Error('no host in the demo city');
    const schedule = {
      issueFrom: now.toISOString(),
      issueTo: now.toISOString(),
      deadline: now.toISOString(),
      evaluationFrom: now.toISOString(),
    };
    const owner = tx.em.create(Project, {
      id: project,
      code: `YJ-${project.slice(-6)}`,
      state: 'published',
      version: 1,
      tenderer: tenderer.id,
      agency: agency.id,
      content: {
        name: '滨江路改造',
        city: '云江市',
        industry: 'building',
        fundSource: '财政资金',
        approval: '云发改〔2026〕1 号',
        summary: '',
        agency: agency.id,
        contact: { name: '林叔尧', phone: '0000-8811 0000' },
        lots: [{ id: lot, title: '一标段', rules }],
        schedule,
      },
      createdAt: now,
      savedAt: now,
      name: '滨江路改造',
      city: '云江市',
      industry: 'building',
      tendererName: tenderer.name,
      agencyName: agency.name,
      publishedAt: now,
      deadline: now,
      ceilingFen: 100_000n,
      suspendedAt: null,
    });
    const created = tx.em.create(Lot, {
      id: lot,
      project: owner,
      position: 1,
      title: '一标段',
      state: change.state ?? 'opened',
      resumesTo: null,
      rules,
      rulesSha256: rulesSha256(rules),
      deadline: now,
      committeeSpki: Buffer.from(committee.key.spki),
      committeeK: 1,
      committeeN: 1,
      committeeKeySha256: sha256Hex(committee.key.spki),
      drawSeedCommit: seedCommit(hex(seed)),
    });
    const units = bidderNames
      .flatMap(name => all.find(o => o.name.includes(name) && o.kinds.includes('bidder')) ?? [])
      .slice(0, change.bidders ?? 5);
    const made = units.map(unit => ({ bid: v7(), organisation: unit.id, name: unit.name }));
    const manifests = new Map<string, Buffer>();
    const sealing = change.seal ?? (async () => Buffer.from([]));
    for (const one of made) manifests.set(one.bid, await sealing(created, one));
    for (const { bid, organisation } of made)
      tx.em.create(Bid, {
        id: bid,
        project,
        lot,
        organisation,
        kind: 'submitted',
        sequence: 1,
        previous: null,
        manifest: manifests.get(bid) ?? Buffer.from([]),
        manifestSha256: hex(randomBytes(32)),
        certificateSha256: hex(randomBytes(32)),
        certificateStatus: 'valid',
        receivedAt: now,
        person: v7(),
        address: '127.0.0.1',
        reference: v7(),
        event: v7(),
        receipt: '{}',
        signature: null,
        timestampToken: null,
        destroyedAt: null,
      });
    await tx.record({
      type: 'opening.closed',
      subject: lot,
      room: `opening:${lot}`,
      data: {
        root: hex(randomBytes(32)),
        count: made.length,
        windowEndsAt: now.toISOString(),
        bids: made.map(({ bid, organisation, name }, i) => ({
          bid,
          organisation,
          bidder: name,
          number: i + 1,
          signedInAt: null,
        })),
      },
    });
    return made;
  });
  return { lot, project, bids };
}
