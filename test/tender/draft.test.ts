import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { terminateProject } from '../../contracts/tender/changes.ts';
import {
  attachDocument,
  createDraft,
  listMyProjects,
  readDraft,
  removeDocument,
  saveDraft,
} from '../../contracts/tender/drafting.ts';
import { downloadDocument, listProjects, readProject } from '../../contracts/tender/published.ts';
import { type Office, openOffice, sha256 } from './office.ts';
import { draftProject, lawfulDraft, publish } from './project-on-paper.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const first = { name: '滨江路综合改造工程', city: '云江市', industry: 'building' };
const save = (id: string, version: string | null, body: unknown, by = office.tenderer) =>
  office.call(by, saveDraft, {
    params: { project: id },
    body,
    headers: version === null ? {} : { 'if-match': version },
  });
const attach = (id: string, content: string, more: Record<string, string> = {}, kind = 'bill') =>
  office.call(office.tenderer, attachDocument, {
    params: { project: id },
    query: { name: '清单.xlsx', kind },
    bytes: Buffer.from(content),
    headers: more,
  });
const silently = async (act: () => Promise<{ body: { code?: string } }>, code: string) => {
  const before = (await office.events()).length;
  expect((await act()).body.code).toBe(code);
  expect((await office.events()).length).toBe(before);
};

describe('a project', () => {
  test('is started by a tenderer and gets a code of its year and industry', async () => {
    const { status, body } = await office.call(office.tenderer, createDraft, {
      body: first,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'draft', version: 1, draft: first, documents: [] });
    expect(body.code).toMatch(/^2026-JZ-\d{4}$/);
  });

  test('is started once when the same request comes twice', async () => {
    const headers = { 'idempotency-key': 'a-key-used-twice' };
    const send = () => office.call(office.tenderer, createDraft, { body: first, headers });
    const [one, two] = [await send(), await send()];
    expect(two.body).toEqual(one.body);
  });

  test('is not started by an agency without a mandate, a bidder or a visitor', async () => {
    const start = (desk: typeof office.agency | null) => () =>
      office.call(desk, createDraft, { body: first });
    await silently(start(office.agency), 'FORBIDDEN');
    await silently(start(office.bidder), 'FORBIDDEN');
    await silently(start(null), 'SIGN_IN_REQUIRED');
  });
});

describe('a draft', () => {
  test('is saved over the version that was edited, and carries the next as its ETag', async () => {
    const { id } = await draftProject(office);
    const saved = await save(id, '"2"', { ...lawfulDraft(), summary: '第三版' });
    expect(saved.headers.get('etag')).toBe('"3"');
    expect(saved.body).toMatchObject({ version: 3, draft: { summary: '第三版' } });
  });

  test('is not saved over somebody else’s newer version, or without saying over which', async () => {
    const { id } = await draftProject(office);
    await silently(() => save(id, '1', lawfulDraft()), 'CONFLICT');
    await silently(() => save(id, null, lawfulDraft()), 'MALFORMED');
  });

  test('of two saves at once one holds', async () => {
    const { id } = await draftProject(office);
    const answers = await Promise.all([save(id, '2', lawfulDraft()), save(id, '2', lawfulDraft())]);
    expect(answers.map(a => a.status).sort()).toEqual([200, 409]);
  });

  test('exists for nobody but its tenderer and agency', async () => {
    const { id, document } = await draftProject(office);
    const params = { project: id };
    for (const desk of [office.stranger, office.agency])
      await silently(() => office.call(desk, readDraft, { params }), 'NOT_FOUND');
    await silently(() => office.call(null, readProject, { params }), 'NOT_FOUND');
    await silently(
      () => office.call(null, downloadDocument, { params: { document } }),
      'NOT_FOUND',
    );
    await silently(() => save(id, '2', lawfulDraft(), office.stranger), 'NOT_FOUND');
    const listed = await office.call(null, listProjects);
    expect(JSON.stringify(listed.body)).not.toContain(id);
  });

  test('is worked on by the agency once it is appointed, but the mandate stays the tenderer’s', async () => {
    const { id } = await draftProject(office);
    const agency = office.agency.actor.organisation;
    await save(id, '2', { ...lawfulDraft(), agency });
    const by = office.agency;
    expect((await save(id, '3', { ...lawfulDraft(), agency }, by)).body.version).toBe(4);
    await silently(() => save(id, '4', { ...lawfulDraft(), agency: null }, by), 'FORBIDDEN');
    const mine = await office.call(by, listMyProjects);
    expect(mine.body.rows).toEqual([expect.objectContaining({ id, state: 'draft' })]);
  });

  test('cannot appoint what is no agency', async () => {
    const { id } = await draftProject(office);
    const agency = office.bidder.actor.organisation;
    await silently(() => save(id, '2', { ...lawfulDraft(), agency }), 'NOT_FOUND');
  });

  test('is closed by publication', async () => {
    const { id } = await draftProject(office);
    await publish(office, id);
    await silently(() => save(id, '2', lawfulDraft()), 'WRONG_STATE');
    await silently(() => attach(id, 'later'), 'WRONG_STATE');
  });

  test('is discarded by its maker', async () => {
    const { id } = await draftProject(office);
    const asked = { params: { project: id }, body: { reason: '不再实施' } };
    await silently(() => office.call(office.stranger, terminateProject, asked), 'NOT_FOUND');
    expect((await office.call(office.tenderer, terminateProject, asked)).status).toBe(200);
    await silently(() => save(id, '2', lawfulDraft()), 'WRONG_STATE');
  });
});

describe('a document', () => {
  test('is stored by its hash, and comes back the same to anyone once published, unregistered (C20)', async () => {
    const { id } = await draftProject(office);
    const attached = await attach(id, '工程量清单');
    expect(attached.body).toMatchObject({ sha256: sha256('工程量清单'), bytes: 15, kind: 'bill' });
    await publish(office, id);
    const params = { document: attached.body.id };
    const { status, body, headers } = await office.call(null, downloadDocument, {
      params,
    });
    expect([status, body.toString()]).toEqual([200, '工程量清单']);
    expect(headers.get('content-disposition')).toContain(encodeURIComponent('清单.xlsx'));
    expect(headers.get('content-type')).toContain('spreadsheetml');
  });

  test('whose digest is not the announced one is refused', async () => {
    const { id } = await draftProject(office);
    const digest = (text: string) =>
      `sha-256=:${Buffer.from(sha256(text), 'hex').toString('base64')}:`;
    await silently(() => attach(id, 'a', { 'content-digest': digest('b') }), 'DIGEST_MISMATCH');
    await silently(() => attach(id, 'a', { 'content-digest': 'md5=:x:' }), 'MALFORMED');
    expect((await attach(id, 'a', { 'content-digest': digest('a') })).status).toBe(200);
  });

  test('that is empty is refused', async () => {
    const { id } = await draftProject(office);
    await silently(() => attach(id, ''), 'MALFORMED');
  });

  test('is taken out of a draft, never out of a publication', async () => {
    const { id, document } = await draftProject(office);
    const bill = await attach(id, 'x');
    const remove = (which: string) => () =>
      office.call(office.tenderer, removeDocument, {
        params: { project: id, document: which },
      });
    expect((await remove(bill.body.id)()).body).toEqual({ done: true });
    await silently(remove(bill.body.id), 'NOT_FOUND');
    await publish(office, id);
    await silently(remove(document), 'WRONG_STATE');
  });
});
