import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  listCases,
  openCase,
  previewAct,
  readCase,
  readEvidence,
  takeAct,
} from '../../contracts/blacklist.ts';
import type { CaseView } from '../../contracts/sanction-case.ts';
import { printDecision, readSanction } from '../../contracts/sanctions.ts';
import { openStage, type Player } from '../../src/demo/play/player.ts';
import { fromBase64, fromHex, utf8 } from '../../src/kernel/bytes.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import { verifyCades } from '../../src/pki/cades.ts';
import { sha256Hex } from '../../src/platform/digest.ts';
import { leafEntry } from '../../src/transparency/leaf.ts';
import { parseVerifier } from '../../src/transparency/note.ts';
import { verifyTlogProof } from '../../src/transparency/tlog-proof.ts';
import { type Service, startService } from '../support/service.ts';
import {
  aClue,
  act,
  type Cast,
  castOf,
  day,
  decide,
  file,
  hasCode,
  measure,
  notify,
} from './play.ts';

let service: Service;
let cast: Cast;
beforeAll(async () => {
  service = await startService();
  cast = await castOf(await openStage(service.url));
});
afterAll(() => service.remove());

const pass = async (days: number) => {
  const now = await cast.stage.now();
  await cast.stage.advance(new Date(now.getTime() + days * day));
};
const look = (who: Player, id: string): Promise<CaseView> =>
  who.client.call(readCase, { params: { case: id } });

describe('a case with a defence and a hearing', () => {
  let id: string;
  let evidence: string;

  test('a clue is known to its authority only, and has fifteen working days', async () => {
    ({ id, evidence } = await aClue(cast));
    const seen = await look(cast.officer, id);
    expect(seen).toMatchObject({ state: 'clue', tone: 'ok', may: ['dismiss', 'investigate'] });
    await expect(look(cast.firm, id)).rejects.toSatisfy(hasCode('NOT_FOUND'));
    expect((await cast.firm.client.call(listCases)).rows).toEqual([]);
  });

  test('yellow card before the due time, red card after it 红黄牌', async () => {
    await pass(21);
    expect((await look(cast.officer, id)).tone).toBe('yellow');
    await pass(10);
    expect((await look(cast.officer, id)).tone).toBe('red');
  });

  test('one officer is too few; the whole authority too many (行政处罚法 42, 57)', async () => {
    const people = [cast.officer, cast.second, cast.decider, cast.other];
    const all = people.map(p => p.account.person);
    const named = (officers: string[]) =>
      act(cast.officer, id, { act: 'investigate', officers, reason: '予以立案' });
    await expect(named(all.slice(0, 1))).rejects.toSatisfy(hasCode('MALFORMED', 'officers'));
    await expect(named(all)).rejects.toSatisfy(hasCode('NOT_ELIGIBLE'));
    expect(await file(cast, id)).toMatchObject({ state: 'investigating' });
  });

  test('only an officer gives notice, within the bounds of the law', async () => {
    const body = { act: 'notice' as const, facts: '串通投标', evidence: [evidence], ...measure };
    await expect(act(cast.decider, id, body)).rejects.toSatisfy(hasCode('FORBIDDEN'));
    await expect(act(cast.officer, id, { ...body, months: 36 })).rejects.toSatisfy(
      hasCode('RULES_INCOMPLETE', 'term'),
    );
    const fine = { base: '1000000.00', amount: '12000.00' };
    await expect(act(cast.officer, id, { ...body, fine })).rejects.toSatisfy(
      hasCode('RULES_INCOMPLETE', 'fine'),
    );
    await expect(act(cast.officer, id, { ...body, extendsToPerson: true })).rejects.toSatisfy(
      hasCode('RULES_INCOMPLETE', 'representative'),
    );
    const noticed = await notify(cast, id, evidence, {
      fine: { base: '1000000.00', amount: '8000.00' },
    });
    expect(noticed.state).toBe('noticed');
  });

  test('a forged text, a signature of somebody else: nothing happens', async () => {
    const params = { case: id };
    const body = { act: 'answer', text: '我们没有串通', hearing: true } as const;
    const { text } = await cast.firm.client.call(previewAct, { params, body: { act: body } });
    const take = (signature: string) =>
      cast.firm.client.call(takeAct, { params, body: { act: body, signature } });
    await expect(take(await cast.firm.sign(text.replace('没有', '曾经')))).rejects.toSatisfy(
      hasCode('SIGNATURE_INVALID'),
    );
    await expect(take(await cast.officer.sign(text))).rejects.toSatisfy(
      hasCode('CERTIFICATE_INVALID'),
    );
    expect((await look(cast.officer, id)).acts).toHaveLength(2);
  });

  test('the respondent sees all evidence used, only that, and nothing of the inside', async () => {
    const seen = await look(cast.firm, id);
    expect(seen.evidence.map(e => e.id)).toEqual([evidence]);
    expect(seen.acts.map(a => a.act)).toEqual(['notice']);
    expect(seen).toMatchObject({ summary: null, may: ['answer', 'waive'] });
    const bytes = await cast.firm.client.callForBytes(readEvidence, {
      params: { case: id, evidence },
    });
    expect(new TextDecoder().decode(await bytes.arrayBuffer())).toBe('%PDF-1.7 比对');
    const stranger = await cast.stage.enter(cast.stage.accounts('bidder')[3] ?? cast.firm.account);
    await expect(look(stranger, id)).rejects.toSatisfy(hasCode('NOT_FOUND'));
  });

  test('no decision before the answer; a hearing that was asked for is held first', async () => {
    await expect(decide(cast, id)).rejects.toSatisfy(hasCode('WRONG_STATE'));
    const answer = { act: 'answer', text: '我们没有串通', hearing: true } as const;
    expect((await act(cast.firm, id, answer)).state).toBe('hearing');
    await expect(decide(cast, id)).rejects.toSatisfy(hasCode('WRONG_STATE'));
    const at = new Date((await cast.stage.now()).getTime() + 9 * day).toISOString();
    const call = { act: 'call-hearing', at, place: '政务路 2 号 301 室' } as const;
    const chair = cast.other.account.person;
    const soon = new Date((await cast.stage.now()).getTime() + 2 * day).toISOString();
    await expect(act(cast.officer, id, { ...call, chair, at: soon })).rejects.toSatisfy(
      hasCode('SCHEDULE_ILLEGAL'),
    );
    await expect(
      act(cast.officer, id, { ...call, chair: cast.second.account.person }),
    ).rejects.toSatisfy(hasCode('NOT_ELIGIBLE'));
    await act(cast.officer, id, { ...call, chair });
    const record = { act: 'record-hearing', record: '双方到场，质证完毕' } as const;
    await expect(act(cast.other, id, record)).rejects.toSatisfy(hasCode('WRONG_STATE'));
    await pass(10);
    await expect(act(cast.officer, id, record)).rejects.toSatisfy(hasCode('FORBIDDEN'));
    expect((await act(cast.other, id, record)).state).toBe('heard');
  });

  test('an officer does not decide, and a defence makes nothing worse (行政处罚法 45, 57)', async () => {
    const body = { act: 'decide', facts: '事实清楚', defence: '不予采纳', ...measure } as const;
    await expect(act(cast.officer, id, body)).rejects.toSatisfy(hasCode('FORBIDDEN'));
    const fine = { base: '1000000.00', amount: '9000.00' };
    await expect(decide(cast, id, { fine })).rejects.toSatisfy(
      hasCode('RULES_INCOMPLETE', 'harsher'),
    );
    expect((await decide(cast, id, { months: 12 })).state).toBe('decided');
  });

  test('served, then published: from that moment on the list, with decision, signature and proof', async () => {
    await expect(act(cast.decider, id, { act: 'publish' })).rejects.toSatisfy(
      hasCode('WRONG_STATE'),
    );
    await act(cast.second, id, { act: 'serve', manner: 'in-person', note: '当面签收' });
    const { sanction } = await act(cast.officer, id, { act: 'publish' });
    const number = sanction ?? '';
    await expect
      .poll(async () => (await cast.stage.open.call(readSanction, { params: { number } })).proof)
      .not.toBeNull();
    const seen = await cast.stage.open.call(readSanction, { params: { number } });
    expect(seen).toMatchObject({ state: 'in-effect', ground: 'collusion', imported: false });
    expect(seen.decision.sha256).toBe(sha256Hex(seen.decision.text));
    const signed = await verifyCades(fromBase64(seen.decision.signature));
    expect(signed.content).toEqual(utf8(seen.decision.text));
    const { event = '', blind = '', tlog = '' } = seen.proof ?? {};
    const entry = leafEntry('sanction.listed', fromHex(blind), event);
    expect(verifyTlogProof(tlog, entry, parseVerifier(seen.log)).index).toBeGreaterThan(0);
    expect(JSON.parse(event).data).toMatchObject({ number, decision: seen.decision.text });
    const pdf = await cast.stage.open.callForBytes(printDecision, { params: { number } });
    expect(Buffer.from(await pdf.arrayBuffer()).toString('latin1')).toContain('CAdES.detached');
  });

  test('the case file is a chain: each signed act names the one before', async () => {
    const { acts } = await look(cast.officer, id);
    expect(acts.map(a => a.act)).toEqual([
      ...['investigate', 'notice', 'answer', 'call-hearing', 'record-hearing'],
      ...['decide', 'serve', 'publish'],
    ]);
    for (const [i, { text, sha256 }] of acts.entries()) {
      expect(sha256Hex(text)).toBe(sha256);
      expect(canonicalText(JSON.parse(text))).toBe(text);
      expect(JSON.parse(text).previous).toBe(acts[i - 1]?.sha256 ?? null);
    }
  });
});

describe('other ways a case ends', () => {
  test('a clue is dismissed with a reason, a case is dropped by somebody who did not investigate', async () => {
    const clue = await aClue(cast);
    const dismissed = await act(cast.second, clue.id, { act: 'dismiss', reason: '线索不实' });
    expect(dismissed).toMatchObject({ state: 'dismissed', due: null, may: [] });
    const held = await aClue(cast);
    await file(cast, held.id);
    const drop = { act: 'drop', because: 'unfounded', reason: '证据不足' } as const;
    await expect(act(cast.officer, held.id, drop)).rejects.toSatisfy(hasCode('FORBIDDEN'));
    const dropped = await act(cast.decider, held.id, drop);
    expect(dropped.state).toBe('dropped');
    expect(JSON.parse(dropped.acts.at(-1)?.text ?? '')).toMatchObject({ because: 'unfounded' });
    await expect(look(cast.firm, held.id)).rejects.toSatisfy(hasCode('NOT_FOUND'));
  });

  test('who says nothing for five working days has given up the defence (行政处罚法 64)', async () => {
    const { id, evidence } = await aClue(cast);
    await file(cast, id);
    const { answerBy } = await notify(cast, id, evidence);
    await cast.stage.advance(new Date(Date.parse(answerBy ?? '') - 60_000));
    await expect(decide(cast, id)).rejects.toSatisfy(hasCode('WRONG_STATE'));
    await cast.stage.advance(new Date(answerBy ?? ''));
    const late = { act: 'answer', text: '来迟了', hearing: false } as const;
    await expect(act(cast.firm, id, { ...late, text: '来迟了一步' })).rejects.toSatisfy(
      hasCode('DEADLINE_PASSED'),
    );
    expect((await decide(cast, id)).state).toBe('decided');
  });

  test('a ground of the other list, or for experts, is refused; so are bidders', async () => {
    const body = {
      list: 'malicious-complaints',
      ground: 'collusion',
      subject: { kind: 'organisation', code: '91990100MA1K7Q3D8X', name: '某公司' },
      summary: '不对的案由',
    } as const;
    await expect(cast.officer.client.call(openCase, { body })).rejects.toSatisfy(
      hasCode('MALFORMED', 'ground'),
    );
    await expect(cast.firm.client.call(openCase, { body })).rejects.toSatisfy(hasCode('FORBIDDEN'));
  });
});
