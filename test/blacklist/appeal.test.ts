import { afterAll, beforeAll, expect, test } from 'vitest';
import { findExperts, listCases, listLooks } from '../../contracts/blacklist.ts';
import { listExperts } from '../../contracts/registry.ts';
import {
  listAppeals,
  listSanctions,
  readAppealEvidence,
  readAppealProof,
  readSanction,
  uploadProof,
} from '../../contracts/sanctions.ts';
import { openStage } from '../../src/demo/play/player.ts';
import { utf8 } from '../../src/kernel/bytes.ts';
import { addMonths } from '../../src/kernel/calendar.ts';
import { type Service, startService } from '../support/service.ts';
import { appeal, type Cast, castOf, day, hasCode, listFirm, settle } from './play.ts';

let service: Service;
let cast: Cast;
beforeAll(async () => {
  service = await startService();
  cast = await castOf(await openStage(service.url));
});
afterAll(() => service.remove());

const pass = async (days: number) =>
  cast.stage.advance(new Date((await cast.stage.now()).getTime() + days * day));
const seen = (number: string) => cast.stage.open.call(readSanction, { params: { number } });
const listed = async () => (await cast.stage.open.call(listSanctions)).rows.map(r => r.number);
const kinds = async (number: string) => (await seen(number)).history.map(h => h.kind);

test('an objection is decided by somebody without a part in the case; upheld, the listing is revoked', async () => {
  const number = await listFirm(cast);
  const filed = await appeal(cast.firm, number, 'objection');
  expect(filed).toMatchObject({ state: 'filed', tone: 'ok' });
  await expect(appeal(cast.firm, number, 'objection')).rejects.toSatisfy(hasCode('CONFLICT'));
  for (const involved of [cast.officer, cast.second, cast.decider])
    await expect(settle(involved, filed, 'granted')).rejects.toSatisfy(
      hasCode('FORBIDDEN', 'involved'),
    );
  expect(await listed()).toContain(number);
  expect(await settle(cast.other, filed, 'granted')).toMatchObject({ state: 'granted' });
  expect(await listed()).not.toContain(number);
  expect(await seen(number)).toMatchObject({ state: 'revoked' });
  expect(await kinds(number)).toEqual(['listed', 'revoked']);
  await expect(settle(cast.other, filed, 'rejected')).rejects.toSatisfy(hasCode('ALREADY_LOCKED'));
});

test('execution stops and goes on during a review; the time between does not count', async () => {
  const number = await listFirm(cast);
  const { until } = await seen(number);
  const filed = await appeal(cast.firm, number, 'review');
  await settle(cast.other, filed, 'suspend');
  expect(await seen(number)).toMatchObject({ state: 'suspended' });
  await pass(10);
  expect(await settle(cast.other, filed, 'rejected')).toMatchObject({ state: 'rejected' });
  const after = await seen(number);
  expect(after.state).toBe('in-effect');
  expect(Date.parse(after.until ?? '') - Date.parse(until ?? '')).toBeGreaterThanOrEqual(10 * day);
  expect(await kinds(number)).toEqual(['listed', 'suspended', 'resumed']);
});

test('only the subject appeals; review within sixty days; red card when the decision is late', async () => {
  const number = await listFirm(cast);
  const stranger = await cast.stage.enter(cast.stage.accounts('bidder')[2] ?? cast.firm.account);
  await expect(appeal(stranger, number, 'objection')).rejects.toSatisfy(hasCode('NOT_FOUND'));
  await appeal(cast.firm, number, 'objection');
  await pass(30);
  const { rows } = await cast.other.client.call(listAppeals);
  expect(rows.find(r => r.number === number)?.tone).toBe('red');
  expect((await stranger.client.call(listAppeals)).rows).toEqual([]);
  await pass(45);
  await expect(appeal(cast.firm, number, 'review')).rejects.toSatisfy(hasCode('DEADLINE_PASSED'));
});

test('repair: not before the law’s minimum, with proof and commitment; then off the list, its trace kept', async () => {
  const number = await listFirm(cast);
  await expect(appeal(cast.firm, number, 'repair')).rejects.toSatisfy(
    hasCode('WRONG_STATE', 'too-early'),
  );
  await cast.stage.advance(addMonths(new Date((await seen(number)).from), 12));
  const missing = 'ab'.repeat(32);
  await expect(appeal(cast.firm, number, 'repair', [missing])).rejects.toSatisfy(
    hasCode('NOT_FOUND'),
  );
  const { sha256 } = await cast.firm.client.callWithBytes(
    uploadProof,
    { params: { number }, query: { name: '整改报告.pdf' }, content: utf8('%PDF 整改') },
    { 'content-type': 'application/octet-stream' },
  );
  const filed = await appeal(cast.firm, number, 'repair', [sha256]);
  const proof = filed.proofs[0]?.id ?? '';
  const params = { appeal: filed.id, proof };
  const bytes = await cast.other.client.callForBytes(readAppealProof, { params });
  expect(new TextDecoder().decode(await bytes.arrayBuffer())).toBe('%PDF 整改');
  await settle(cast.other, filed, 'granted');
  expect(await listed()).not.toContain(number);
  expect(await kinds(number)).toEqual(['listed', 'repaired']);
});

test('a listing ends by itself at its end', async () => {
  const number = await listFirm(cast, { months: 12 });
  const { from, until } = await seen(number);
  expect(until).toBe(addMonths(new Date(from), 12).toISOString());
  await cast.stage.advance(new Date(until ?? ''));
  expect(await seen(number)).toMatchObject({ state: 'expired' });
  expect(await listed()).not.toContain(number);
  await expect.poll(() => kinds(number), { timeout: 10_000 }).toEqual(['listed', 'expired']);
  await expect(appeal(cast.firm, number, 'objection')).rejects.toSatisfy(hasCode('WRONG_STATE'));
});

test('who appeals and who decides see all evidence used, each piece on record; a supervisor names an expert', async () => {
  const number = await listFirm(cast);
  const filed = await appeal(cast.firm, number, 'objection');
  expect(filed.evidence.map(item => item.name)).toEqual(['比对说明.pdf']);
  const params = { appeal: filed.id, evidence: filed.evidence[0]?.id ?? '' };
  for (const who of [cast.firm, cast.other]) {
    const reply = await who.client.callForBytes(readAppealEvidence, { params });
    expect(new TextDecoder().decode(await reply.arrayBuffer())).toBe('%PDF-1.7 比对');
  }
  const stranger = await cast.stage.enter(cast.stage.accounts('bidder')[2] ?? cast.firm.account);
  const refused = stranger.client.callForBytes(readAppealEvidence, { params });
  await expect(refused).rejects.toSatisfy(hasCode('NOT_FOUND'));
  const { rows: cases } = await cast.officer.client.call(listCases);
  const id = cases.find(row => row.sanction === number)?.id ?? '';
  const { rows } = await cast.officer.client.call(listLooks, { params: { case: id } });
  expect(rows.map(row => row.as)).toEqual(expect.arrayContaining(['appeal', 'respondent']));
  const all = await cast.stage.first('operator').then(o => o.client.call(listExperts));
  const [expert] = all.rows;
  const found = await cast.officer.client.call(findExperts, {
    query: { text: expert?.name ?? '' },
  });
  expect(found.rows.map(row => row.name)).toContain(expert?.name);
});
