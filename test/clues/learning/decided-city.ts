import { Readable } from 'node:stream';
import { v7 } from 'uuid';
import { marketOf } from '../../../bench/market/market.ts';
import type { TenderBids } from '../../../src/analytics/combine/tender.ts';
import {
  CaseAct,
  Sanction,
  SanctionCase,
  SanctionEvidence,
} from '../../../src/blacklist/entities.ts';
import { trainModel } from '../../../src/clues/learning/train-model.ts';
import { utf8 } from '../../../src/kernel/bytes.ts';
import type { Progress } from '../../../src/platform/jobs/worker.ts';
import { newReference } from '../../../src/platform/reference.ts';
import { Organisation } from '../../../src/registry/entities.ts';
import { aFirm, type City } from '../../support/trade.ts';
import { pastLots } from '../past-lots.ts';

/** A lot of the synthetic market in the register of the city, and the truth of it, which no decision need have found. */
export interface KnownLot {
  readonly id: string;
  readonly rigged: boolean;
}

/** A market with a ring that rigs three tenders in ten among honest rivals, opened in the city years ago. */
export async function aMarket(city: City, tenders: number): Promise<KnownLot[]> {
  const market = marketOf({ kind: 'partial', tenders, share: 0.3, seed: 46 });
  const tenderer = await aFirm(city, ['tenderer'], ['tenderer']);
  const firms = new Map<string, { organisation: string; person: string; name: string }>();
  const em = city.orm.em.fork();
  const registeredAt = await city.now();
  for (const name of new Set(market.flatMap(tender => tender.bidders.map(String)))) {
    const [organisation, code] = [v7(), `91440000MA6${name.padStart(7, '0')}`];
    em.create(Organisation, {
      ...{ id: organisation, name, code, city: '云江', kinds: ['bidder'], registeredAt },
    });
    firms.set(name, { organisation, name, person: tenderer.person });
  }
  await em.flush();
  const named = (tender: TenderBids) =>
    tender.bidders.flatMap(bidder => firms.get(String(bidder)) ?? []);
  const ids = await pastLots(
    city,
    tenderer,
    market.map(tender => ({
      firms: named(tender),
      prices: tender.amounts.map(amount => Math.round(amount * 100)),
      winner: tender.winners.indexOf(true),
      on: tender.date ?? '',
      ceiling: `${tender.estimate}.00`,
    })),
  );
  // Closed years ago: what stamps closes has nothing left to do.
  await em.execute(`update hall set close_token = '\\x00' where close_token is null`);
  return ids.map((id, at) => ({ id, rigged: market[at]?.label === true }));
}

/** The files of a case on these lots as officers leave it: `found` listed, else dropped as unfounded. */
export async function decide(
  city: City,
  lots: readonly string[],
  found: boolean,
  more: Partial<SanctionCase> = {},
): Promise<string> {
  const [id, at, em] = [v7(), await city.now(), city.orm.em.fork()];
  const subject = { kind: 'organisation' as const, code: '91440000MA5TEST001', name: '某公司' };
  const number = newReference('L', at);
  const none = { chair: null, filedAt: at, answeredAt: null, hearingAt: null, due: null };
  em.create(SanctionCase, {
    ...{ id, number: newReference('C', at), authority: v7(), authorityName: '住建局' },
    ...{ list: 'violations', ground: 'collusion', subject, code: null, person: null },
    ...{ summary: '线索', state: found ? 'listed' : 'dropped', officers: [], openedBy: v7() },
    ...{ openedAt: at, noticedAt: at, answerBy: at, decidedAt: at, decider: null, servedAt: at },
    ...{ ...none, sanction: found ? number : null, ...more },
  });
  await em.flush();
  const evidence: { id: string; sha256: string }[] = [];
  for (const lot of [...lots, null]) {
    const kind = lot ? ('clue' as const) : ('file' as const);
    const bytes = utf8(lot ? JSON.stringify({ finding: { lot } }) : '询问笔录');
    const stored = await city.storage.put(Readable.from([bytes]), { maxBytes: 1000 });
    const row = { id: v7(), owner: id, kind, name: '依据', ...stored, source: null, rule: null };
    em.create(SanctionEvidence, { ...row, person: v7(), at });
    evidence.push({ id: row.id, sha256: stored.sha256 });
  }
  const act = (position: number, name: 'notice' | 'drop', said: object) =>
    em.create(CaseAct, {
      ...{ id: v7(), case: id, position, act: name, person: v7(), name: '办案人员', at },
      ...{ text: JSON.stringify({ act: name, ...said }), sha256: '', certificateSha256: '' },
      ...{ signature: Buffer.alloc(0), event: v7() },
    });
  act(0, 'notice', { evidence });
  if (!found) act(1, 'drop', { because: 'unfounded', reason: '查无实据' });
  else
    em.create(Sanction, {
      ...{ id: v7(), number, peer: null, origin: '云江', authority: '住建局', list: 'violations' },
      ...{ ground: 'collusion', subject, code: null, person: null, personTag: null, from: at },
      ...{ until: null, state: 'in-effect', suspendedAt: null, case: id, decision: '{}' },
      ...{ decisionSha256: '', decisionSignature: Buffer.alloc(0), event: v7() },
    });
  await em.flush();
  return id;
}

/** Cases of three lots each that find these rigged, and of two each that clear those. */
export async function decideAll(
  city: City,
  rigged: readonly KnownLot[],
  cleared: readonly KnownLot[],
): Promise<void> {
  for (let at = 0; at < rigged.length; at += 3)
    await decide(
      city,
      rigged.slice(at, at + 3).map(({ id }) => id),
      true,
    );
  for (let at = 0; at < cleared.length; at += 2)
    await decide(
      city,
      cleared.slice(at, at + 2).map(({ id }) => id),
      false,
    );
}

/** As if there had been no cases: their files are gone. */
export async function forgetCases(city: City): Promise<void> {
  const em = city.orm.em.fork();
  for (const table of ['sanction_evidence', 'sanction_act', 'sanction', 'sanction_case'])
    await em.execute(`delete from ${table}`);
}

/** Trains as the worker does. */
export const learnNow = (city: City, progress: Progress = async () => undefined) =>
  trainModel.run(city.context(), 'all', progress);
