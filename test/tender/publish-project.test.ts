import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  previewNotice,
  publishProject,
  removeDocument,
  saveDraft,
} from '../../contracts/tender/drafting.ts';
import type { Finding } from '../../contracts/tender/lawfulness.ts';
import type { ProjectDraft, Schedule } from '../../contracts/tender/project.ts';
import { readProject } from '../../contracts/tender/published.ts';
import { fromBase64 } from '../../src/kernel/bytes.ts';
import { instantOf } from '../../src/kernel/calendar.ts';
import { verifyCades } from '../../src/pki/cades.ts';
import { soleCommittee } from '../../src/sealing/committee.ts';
import { Lot, Notice } from '../../src/tender/entities.ts';
import { seedCommit } from '../../src/tender/rules/public-draw.ts';
import { committeeSecret, drawSeed } from '../../src/tender/rules/secrets.ts';
import { type Office, openOffice, sha256 } from './office.ts';
import { at, draftProject, lawfulDraft, lawfulRules, publish } from './project-on-paper.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());
beforeEach(() => {
  office.clock.time = instantOf('2026-09-10', '10:36');
});

describe('a lawful draft', () => {
  test('is published by a signature over the notice, and everybody may read it', async () => {
    const { id, draft } = await draftProject(office, lawfulDraft(2));
    const published = await publish(office, id);
    expect(published.status).toBe(200);
    const read = await office.call(null, readProject, { params: { project: id } });
    expect(read.body).toEqual(published.body);
    expect(read.body).toMatchObject({
      state: 'published',
      tenderer: '云江市城市建设发展中心',
      lots: draft.lots.map(l => ({ id: l.id, state: 'bidding' })),
      documents: [{ name: '招标文件.pdf' }],
    });
  });

  test('leaves a signed, stamped notice that binds the keys and seeds of its lots', async () => {
    const { id, draft } = await draftProject(office);
    await publish(office, id);
    const notice = await office.em().findOneOrFail(Notice, { project: id, number: 0 });
    const signed = await verifyCades(notice.signature);
    expect(Buffer.from(signed.content ?? []).toString()).toBe(notice.text);
    expect(notice.timestampToken.length).toBeGreaterThan(100);
    const lot = draft.lots[0]?.id ?? '';
    const { vault } = office.context(office.tenderer.actor);
    const secret = await vault.get(committeeSecret(lot));
    const seed = await vault.get(drawSeed(lot));
    const { key } = soleCommittee(secret ?? new Uint8Array());
    expect(JSON.parse(notice.text).lots[0]).toMatchObject({
      committeeKeySha256: sha256(key.spki),
      drawSeedCommit: seedCommit(Buffer.from(seed ?? []).toString('hex')),
    });
    const row = await office.em().findOneOrFail(Lot, lot);
    expect(sha256(row.committeeSpki)).toBe(row.committeeKeySha256);
  });

  test('is on record with what was signed, and with nothing secret', async () => {
    const { id, draft } = await draftProject(office);
    await publish(office, id);
    const all = (await office.events()).filter(e => e.subject === id);
    expect(all.map(e => e.type)).toEqual([
      'tender.drafted',
      'tender.draft-saved',
      'tender.document-attached',
      'tender.published',
    ]);
    const { vault } = office.context(office.tenderer.actor);
    const seed = await vault.get(drawSeed(draft.lots[0]?.id ?? ''));
    expect(all.map(e => e.text).join()).not.toContain(Buffer.from(seed ?? []).toString('hex'));
  });

  test('may be published by the agency that the tenderer appointed', async () => {
    const agency = office.agency.actor.organisation;
    const { id } = await draftProject(office, { ...lawfulDraft(), agency });
    const published = await publish(office, id, office.agency);
    expect(published.body).toMatchObject({ agency: '云江正衡工程咨询有限公司' });
  });
});

describe('publication is refused, and leaves no trace', () => {
  const refused = async (
    id: string,
    act: () => Promise<{ status: number; body: { code?: string } }>,
    code: string,
  ) => {
    const before = (await office.events()).length;
    const answer = await act();
    expect(answer.body.code).toBe(code);
    expect((await office.events()).length).toBe(before);
    expect(await office.em().count(Lot, { project: id })).toBe(0);
    expect((await office.call(null, readProject, { params: { project: id } })).status).toBe(404);
  };

  test.each<[string, string, Partial<ProjectDraft>]>([
    ['without lots', 'RULES_INCOMPLETE', { lots: [] }],
    ['without a schedule', 'RULES_INCOMPLETE', { schedule: null }],
    ['without a contact', 'RULES_INCOMPLETE', { contact: { name: '', phone: '' } }],
    [
      'with 16 days to prepare (A24)',
      'SCHEDULE_ILLEGAL',
      { schedule: { ...lawfulDraftSchedule(), deadline: at('2026-09-26') } },
    ],
    [
      'with a bond over 2 % (B26)',
      'RULES_INCOMPLETE',
      { lots: [{ ...lawfulLot(), rules: { ...lawfulRules, bond: '4800000.01' } }] },
    ],
    [
      'with an even committee (A37)',
      'RULES_INCOMPLETE',
      {
        lots: [
          {
            ...lawfulLot(),
            rules: { ...lawfulRules, committee: { ...lawfulRules.committee, size: 6 } },
          },
        ],
      },
    ],
  ])('%s: %s', async (_, code, change) => {
    const { id } = await draftProject(office, { ...lawfulDraft(), ...change });
    await refused(id, () => publish(office, id), code);
  });

  test('without a tender document', async () => {
    const { id, document } = await draftProject(office);
    const params = { project: id, document };
    await office.call(office.tenderer, removeDocument, { params });
    await refused(id, () => publish(office, id), 'RULES_INCOMPLETE');
  });

  test('when the day of issue has passed since the draft was made (B16)', async () => {
    const { id } = await draftProject(office);
    office.clock.time = instantOf('2026-09-11', '08:00');
    await refused(id, () => publish(office, id), 'SCHEDULE_ILLEGAL');
  });

  test('by a signature over an older draft', async () => {
    const { id, draft } = await draftProject(office);
    const params = { project: id };
    const notice = await office.call(office.tenderer, previewNotice, { params });
    const signature = await office.tenderer.sign(notice.body.text);
    await office.call(office.tenderer, saveDraft, {
      params,
      headers: { 'if-match': '2' },
      body: { ...draft, summary: '改过' },
    });
    const act = () => office.call(office.tenderer, publishProject, { params, body: { signature } });
    await refused(id, act, 'CONFLICT');
  });

  test('by somebody else’s certificate, or a broken signature', async () => {
    const { id } = await draftProject(office);
    const params = { project: id };
    const { body } = await office.call(office.tenderer, previewNotice, { params });
    const send = (signature: string) => () =>
      office.call(office.tenderer, publishProject, { params, body: { signature } });
    await refused(id, send(await office.bidder.sign(body.text)), 'CERTIFICATE_INVALID');
    const bytes = fromBase64(await office.tenderer.sign(body.text));
    bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
    await refused(id, send(Buffer.from(bytes).toString('base64')), 'SIGNATURE_INVALID');
  });

  test('by another tenderer: the draft does not even exist for it', async () => {
    const { id } = await draftProject(office);
    const params = { project: id };
    const body = { signature: await office.stranger.sign('x') };
    await refused(
      id,
      () => office.call(office.stranger, publishProject, { params, body }),
      'NOT_FOUND',
    );
  });

  test('with the id of a lot that is another project’s', async () => {
    const theirs = await draftProject(office);
    await publish(office, theirs.id);
    const draft = lawfulDraft();
    const { id } = await draftProject(office, { ...draft, lots: theirs.draft.lots });
    const params = { project: id };
    const preview = await office.call(office.tenderer, previewNotice, { params });
    expect(preview.body.code).toBe('CONFLICT');
    const body = { signature: await office.tenderer.sign('x') };
    await refused(
      id,
      () => office.call(office.tenderer, publishProject, { params, body }),
      'CONFLICT',
    );
  });
});

test('a project is published once', async () => {
  const { id } = await draftProject(office);
  const params = { project: id };
  const { body } = await office.call(office.tenderer, previewNotice, { params });
  const signature = await office.tenderer.sign(body.text);
  const send = () => office.call(office.tenderer, publishProject, { params, body: { signature } });
  const answers = await Promise.all([send(), send()]);
  expect(answers.map(a => a.status).sort()).toEqual([200, 409]);
  expect(await office.em().count(Lot, { project: id })).toBe(1);
});

test('the preview shows the text to sign and what stands in the way', async () => {
  const { id } = await draftProject(office, { ...lawfulDraft(), schedule: null });
  const { body } = await office.call(office.tenderer, previewNotice, {
    params: { project: id },
  });
  expect(body.sha256).toBe(sha256(body.text));
  const broken = body.findings.filter((f: Finding) => !f.lawful);
  expect(broken.map((f: Finding) => f.item)).toEqual(['schedule']);
});

function lawfulDraftSchedule(): Schedule {
  const { schedule } = lawfulDraft();
  if (!schedule) throw new Error('no schedule');
  return schedule;
}

function lawfulLot() {
  const [lot] = lawfulDraft().lots;
  if (!lot) throw new Error('no lot');
  return lot;
}
