import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as bidding from '../../contracts/bidding.ts';
import * as opening from '../../contracts/opening.ts';
import type { Route } from '../../contracts/route.ts';
import * as drafting from '../../contracts/tender/drafting.ts';
import * as lawfulness from '../../contracts/tender/lawfulness.ts';
import * as published from '../../contracts/tender/published.ts';
import * as questions from '../../contracts/tender/questions.ts';

import { Bid } from '../../src/bidding/entities.ts';
import { biddingRoutes } from '../../src/bidding/routes.ts';
import { submitBid, withdrawBid } from '../../src/bidding/submit-bid.ts';
import { chinaCalendar } from '../../src/kernel/calendar.ts';
import { SealedBid } from '../../src/opening/entities.ts';
import { openingRoutes } from '../../src/opening/routes.ts';
import { signIn } from '../../src/opening/sign-in.ts';
import { nodePrimitives } from '../../src/platform/node-primitives.ts';
import { centreTrustee, openReleased } from '../../src/platform/trustee.ts';
import { localTrustee, soleCommittee } from '../../src/sealing/committee.ts';
import { readEnveloped } from '../../src/sealing/enveloped.ts';
import { manifestInside } from '../../src/sealing/signed-manifest.ts';
import { cryptosystem } from '../../src/sealing/suites.ts';
import type { Lot } from '../../src/tender/entities.ts';
import { tenderRoutes } from '../../src/tender/routes.ts';
import { committeeSecret } from '../../src/tender/rules/secrets.ts';
import { aFile, aWithdrawal, sealBid, submit, upload } from '../support/bid.ts';
import { aSite, type Site } from '../support/http.ts';
import { close, release, turn, unlock } from '../support/opening.ts';
import { aCity, aFirm, aLot, type City, type Firm } from '../support/trade.ts';

/** Values that occur nowhere else: whoever finds one before its time has found a leak. */
const canary = { price: '98765432.19', file: '绝密施工组织-7f3a91c2' };

let city: City;
let site: Site;
let lot: Lot;
let tenderer: Firm;
let bidders: Firm[];
let others: (Firm | null)[];
const em = () => city.orm.em.fork();

beforeAll(async () => {
  city = await aCity();
  const origin = () => 'https://example.test';
  site = await aSite(city, router => {
    biddingRoutes(router, { origin });
    openingRoutes(router, { origin });
    tenderRoutes(router, chinaCalendar);
  });
  tenderer = await aFirm(city, ['tenderer'], ['tenderer']);
  bidders = [await aFirm(city), await aFirm(city), await aFirm(city), await aFirm(city)];
  const staff = await Promise.all([
    aFirm(city, ['supervision'], ['supervisor']),
    aFirm(city, ['centre'], ['operator']),
    aFirm(city, ['bidder']),
  ]);
  others = [null, tenderer, ...staff];
  const deadline = new Date((await city.now()).getTime() + 3_000_000);
  const envelopes = [
    { id: 'opening', title: '开标一览表', required: true, reveal: 'opening' },
    { id: 'technical', title: '技术文件', required: true, reveal: 'review' },
  ] as const;
  lot = await aLot(city, { deadline, tenderer, envelopes: [...envelopes] });
}, 120_000);
afterAll(async () => {
  await site.close();
  await city.drop();
});

/** Every reading operation of the contracts of tender, bidding and opening, with the lot and its project in their places. */
const readings = (): string[] =>
  [bidding, opening, drafting, lawfulness, published, questions]
    .flatMap(module => Object.values(module))
    .filter((one): one is Route => typeof one === 'object' && 'path' in one && 'method' in one)
    .filter(route => route.method === 'get')
    .map(route =>
      route.path
        .replace(':lot', lot.id)
        .replace(':project', lot.project.id)
        .replace(':year', '2026')
        .replace(':method', 'open-tender'),
    )
    .filter(path => !path.includes(':'));

/** What everybody but the bidders gets to read, by operation and person. */
async function whatOthersRead(): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  for (const path of readings())
    for (const who of others) {
      const { status, body } = await site.get(path, who);
      seen[`${path} ${who?.actor.roles ?? 'public'}`] = `${status} ${body}`;
    }
  return seen;
}

async function bidFully(firm: Firm, number: number): Promise<void> {
  const files = { technical: [aFile('施工组织设计.txt', canary.file.repeat(20))] };
  const price = `${number}${canary.price}`;
  const sealed = await sealBid(city, firm, lot.id, price, { files });
  await upload(city, firm, lot.id, sealed);
  await submitBid(city.context(firm.actor), lot.id, sealed.p7);
}

/** Everything at rest: each table as text with its bytes decoded, and each file of storage and vault. */
async function everythingAtRest(): Promise<Buffer> {
  const tables = await em().execute<{ name: string }[]>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const parts: Buffer[] = [];
  for (const { name } of tables)
    for (const row of await em().execute<Record<string, unknown>[]>(`select * from "${name}"`))
      parts.push(...Object.values(row).map(asBytes));
  for (const folder of ['blobs', 'keys']) parts.push(...(await filesIn(join(city.folder, folder))));
  return Buffer.concat(parts);
}

const asBytes = (value: unknown): Buffer =>
  Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value ?? null));

async function filesIn(folder: string): Promise<Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile());
  return Promise.all(files.map(file => readFile(join(file.parentPath, file.name))));
}

const found = (in_: Buffer, text: string): boolean =>
  [text, Buffer.from(text).toString('base64').slice(0, -4), Buffer.from(text).toString('hex')].some(
    form => in_.includes(form),
  );

describe('before the close', () => {
  test('who bids, withdraws, is refused and signs in changes nothing that anyone else can read (C21)', async () => {
    const before = await whatOthersRead();
    expect(Object.keys(before).length).toBeGreaterThan(70);
    expect(Object.entries(before).filter(([, reply]) => reply.startsWith('5'))).toEqual([]);
    for (const [i, firm] of bidders.entries()) await bidFully(firm, i + 1);
    const [first, , , fourth] = bidders as [Firm, Firm, Firm, Firm];
    await bidFully(first, 1);
    await withdrawBid(city.context(fourth.actor), lot.id, await aWithdrawal(city, fourth, lot.id));
    await expect(submit(city, tenderer, lot.id, '1.00')).rejects.toThrow();
    await expect(submitBid(city.context(fourth.actor), lot.id, 'AAAA')).rejects.toThrow();
    await signIn(city.context(first.actor), lot.id);
    expect(await whatOthersRead()).toEqual(before);
  });
  test('another’s bid and one that does not exist give the same answer', async () => {
    const { id, reference } = await em().findOneOrFail(Bid, { lot: lot.id, sequence: 2 });
    const unknown = '01920000-0000-7000-8000-00000000dead';
    for (const who of others)
      for (const path of ['/bids/:bid/receipt', '/bids/:bid/receipt.pdf'])
        expect(await site.get(path.replace(':bid', id), who)).toEqual(
          await site.get(path.replace(':bid', unknown), who),
        );
    const hash = `?manifestSha256=${'0'.repeat(64)}`;
    expect(await site.get(`/receipts/${reference}${hash}`, null)).toEqual(
      await site.get(`/receipts/R-2026-0101-0000-00${hash}`, null),
    );
  });
});

describe('at rest', () => {
  test('database, storage and vault hold no price and no content, before the release and after it', async () => {
    const look = async () => {
      const all = await everythingAtRest();
      expect(all.length).toBeGreaterThan(100_000);
      expect([found(all, canary.price), found(all, canary.file)]).toEqual([false, false]);
      // The search itself works: what is not secret is found.
      expect(found(all, lot.rulesSha256)).toBe(true);
    };
    await look();
    await close(city, lot.id);
    const [first, second] = bidders as [Firm, Firm];
    await release(city, first, lot.id);
    await release(city, second, lot.id);
    await turn(city);
    await look();
  });
});

describe('two locks', () => {
  const system = cryptosystem('intl-1', nodePrimitives);
  const stored = async (firm: Firm) => {
    const order = { orderBy: { sequence: 'desc' } } as const;
    const bid = await em().findOneOrFail(
      Bid,
      { lot: lot.id, organisation: firm.organisation },
      order,
    );
    return manifestInside(bid.manifest);
  };
  const committee = () => ({
    spki: new Uint8Array(lot.committeeSpki),
    k: lot.committeeK,
    n: lot.committeeN,
  });

  test('all shares without the bidder’s release open nothing', async () => {
    const manifest = await stored(bidders[2] as Firm);
    const trustee = await centreTrustee(city.vault, committeeSecret(lot.id));
    const sha256 = manifest.envelopes[0]?.outerSha256 ?? '';
    const chunks: Buffer[] = [];
    for await (const chunk of city.storage.open(sha256)) chunks.push(chunk as Buffer);
    const outer = new Uint8Array(Buffer.concat(chunks));
    const asInner = { manifest, envelope: 'opening', inner: outer };
    await expect(openReleased([trustee], committee(), asInner)).rejects.toMatchObject({
      code: 'RELEASE_MISMATCH',
    });
    const { recipient } = readEnveloped(outer, system, 'outer', 4_000_000);
    expect(recipient.kind).toBe('ecdh-p256');
    const forged = {
      ...manifest,
      envelopes: manifest.envelopes.map(e => ({ ...e, innerSha256: e.outerSha256 })),
    };
    const pretended = { manifest: forged, envelope: 'opening', inner: outer };
    await expect(openReleased([trustee], committee(), pretended)).rejects.toMatchObject({
      code: 'BID_MALFORMED',
    });
  });
  test('the bidder’s release without the shares opens nothing', async () => {
    const firm = bidders[2] as Firm;
    const manifest = await stored(firm);
    const { packages } = await unlock(city, firm, lot.id);
    const inner = new Uint8Array(Buffer.from(packages[0]?.inner ?? '', 'base64'));
    const of = { manifest, envelope: 'opening', inner };
    const stranger = localTrustee(1, soleCommittee().secret);
    await expect(openReleased([], committee(), of)).rejects.toMatchObject({
      code: 'BID_MALFORMED',
    });
    await expect(openReleased([stranger], committee(), of)).rejects.toMatchObject({
      code: 'BID_MALFORMED',
    });
  });
});

describe('at the reveal', () => {
  test('the prices come out, and only the envelope of the opening', async () => {
    await release(city, bidders[2] as Firm, lot.id);
    await turn(city);
    const sealed = await em().find(SealedBid, { lot: lot.id });
    expect(sealed.map(b => b.opened?.price).sort()).toEqual(
      [1, 2, 3].map(n => `${n}${canary.price}`),
    );
    const all = await everythingAtRest();
    expect([found(all, canary.price), found(all, canary.file)]).toEqual([true, false]);
    const { body } = await site.get(`/lots/${lot.id}/opening`, tenderer);
    expect(body).toContain(`1${canary.price}`);
  });
});
