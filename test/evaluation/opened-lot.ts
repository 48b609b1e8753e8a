import { Readable } from 'node:stream';
import type { LotRules } from '../../contracts/tender/lot-rules.ts';
import { answerCall } from '../../src/experts/answer-call.ts';
import { drawExperts } from '../../src/experts/draw-experts.ts';
import { readBeacon, readSeed } from '../../src/experts/draw-source.ts';
import { CommitteeSeat } from '../../src/experts/entities.ts';
import { base64 } from '../../src/kernel/bytes.ts';
import { say } from '../../src/opening/close-lot.ts';
import { ReleasedInner, SealedBid } from '../../src/opening/entities.ts';
import { transact } from '../../src/platform/command.ts';
import { nodePrimitives } from '../../src/platform/node-primitives.ts';
import { Certificate, Person } from '../../src/registry/entities.ts';
import { manifestBytes } from '../../src/sealing/manifest.ts';
import { type SealingPlan, seal } from '../../src/sealing/seal.ts';
import { newSecrets } from '../../src/sealing/session.ts';
import { cryptosystem } from '../../src/sealing/suites.ts';
import { Lot } from '../../src/tender/entities.ts';
import { drawPriceParameters } from '../../src/tender/rules/price-draw.ts';
import type { City } from '../experts/city.ts';
import { type ClosedBid, closedLot } from '../experts/closed-lot.ts';

/** What each bidder sealed, per envelope: file name and text. */
const filesOf = (name: string): Record<string, [string, string][]> => ({
  qualification: [['资格/营业执照.txt', `营业执照 ${name}`]],
  technical: [
    ['施工组织设计.txt', `施工组织设计 ${name} ${'细节'.repeat(40_000)}`],
    ['项目班子.txt', `项目班子 ${name}`],
  ],
  price: [['工程量清单.txt', `清单 ${name}`]],
});

export interface OpenedLot {
  readonly lot: string;
  readonly project: string;
  readonly bids: readonly (ClosedBid & { readonly person: string })[];
}

type Inner = { readonly envelope: string; readonly inner: Uint8Array };

/** A lot after its opening: really sealed bids, released by their bidders, read out at the given prices. */
export async function openedLot(
  city: City,
  prices: readonly string[],
  rules: Partial<LotRules> = {},
): Promise<OpenedLot> {
  const inners = new Map<string, readonly Inner[]>();
  const made = await closedLot(city, {
    bidders: prices.length,
    rules,
    async seal(lot, of) {
      const { manifest, packages } = await sealFor(city, lot, of);
      inners.set(of.bid, packages);
      return manifest;
    },
  });
  const em = city.orm.em.fork();
  const bids: OpenedLot['bids'][number][] = [];
  for (const [i, bid] of made.bids.entries()) {
    bids.push({ ...bid, person: await agentOf(city, bid.organisation) });
    em.create(SealedBid, sealedBid(made.lot, bid, i, prices[i] ?? '', rules.ceiling ?? '1000.00'));
    for (const { envelope, inner } of inners.get(bid.bid) ?? [])
      em.create(ReleasedInner, { bid: bid.bid, envelope, inner: Buffer.from(inner) });
  }
  await em.flush();
  await readOut(city, made.lot, bids);
  return { ...made, bids };
}

/** The reveal as the hall records it, with what the rules leave to chance. */
async function readOut({ platform }: City, id: string, bids: OpenedLot['bids']): Promise<void> {
  await transact(platform, async tx => {
    const lot = await tx.em.findOneOrFail(Lot, id);
    const source = {
      lot: id,
      seed: await readSeed(platform, lot),
      beacon: await readBeacon(tx.em, id),
    };
    const drawn = drawPriceParameters(lot.rules.price, source);
    const rows = await tx.em.find(SealedBid, { lot: id }, { orderBy: { number: 1 } });
    const fates = rows.map(({ bid, opened }) => ({
      bid,
      fate: 'opened' as const,
      cause: null,
      owner: null,
      opened: opened ?? null,
    }));
    await say(tx, id, 'opening.revealed', { bids: fates, effective: bids.length, drawn });
  });
}

const agentOf = async (city: City, organisation: string): Promise<string> =>
  (await city.orm.em.fork().findOneOrFail(Person, { organisation })).id;

const sealedBid = (
  lot: string,
  { bid, organisation, name }: ClosedBid,
  index: number,
  price: string,
  ceiling: string,
) => ({
  bid,
  lot,
  number: index + 1,
  organisation,
  bidder: name,
  signedInAt: null,
  releasedAt: new Date(),
  recovery: null,
  failure: null,
  failureDetail: null,
  fate: 'opened' as const,
  cause: null,
  owner: null,
  opened: {
    price,
    periodDays: 300 + index,
    manager: `项目经理${index + 1}`,
    managerCertificate: `京11120202021${index}`,
    quality: '合格',
    bond: '20.00',
    overCeiling: Number(price) > Number(ceiling),
  },
});

async function sealFor(city: City, lot: Lot, of: ClosedBid) {
  const { storage } = city.platform;
  const { organisation } = of;
  const own = { organisation, purpose: 'encrypt' as const };
  const locking = await city.orm.em.fork().findOneOrFail(Certificate, own);
  const envelopes = Object.entries(filesOf(of.name)).map(([id, files]) => ({
    id,
    files: files.map(([name, text]) => {
      const bytes = Buffer.from(text);
      return { name, bytes: bytes.length, stream: () => Readable.from([bytes]) };
    }),
  }));
  const ids = envelopes.map(e => e.id);
  const plan: SealingPlan = {
    ticket: {
      format: 'kaibiao-sealed-bid/1',
      suite: 'intl-1',
      project: lot.project.id,
      lot: lot.id,
      title: lot.title,
      rulesSha256: lot.rulesSha256,
      committeeKey: { spki: base64(lot.committeeSpki), k: 1, n: 1 },
      segmentBytes: 65_536,
      envelopes: ids.map(id => ({ id: id as 'technical', title: id, required: true })),
      deadline: new Date().toISOString(),
      next: { sequence: 1, previous: null },
    },
    certificateDer: locking.der,
    envelopes,
    secrets: newSecrets(ids, cryptosystem('intl-1', nodePrimitives)),
    createdAt: new Date().toISOString(),
  };
  const sealing = seal(plan, nodePrimitives);
  let step = await sealing.next();
  for (; !step.done; step = await sealing.next())
    if (step.value.bytes) await storage.put(Readable.from([step.value.bytes]), { maxBytes: 1e9 });
  const { manifest, packages } = step.value;
  const text = Buffer.from(manifestBytes(manifest)).toString();
  const signed = await city.sign(await agentOf(city, organisation), text);
  return { manifest: Buffer.from(signed, 'base64'), packages };
}

/** Draws the committee and lets everybody accept; gives the members' person ids by number. */
export async function seatCommittee(city: City, lot: string): Promise<string[]> {
  await drawExperts(await city.as('zhou.yanqiu'), lot);
  const seats = await city.orm.em
    .fork()
    .find(CommitteeSeat, { lot, leftAt: null }, { orderBy: { number: 1 } });
  for (const { person } of seats)
    await answerCall(await city.asPerson(person), lot, { accept: true, reason: '' });
  return seats.map(s => s.person);
}
