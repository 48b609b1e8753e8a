import { expect } from 'vitest';
import { readCredit } from '../../contracts/credit.ts';
import {
  type CreditObjection,
  decideCreditObjection,
  type Entry,
  type EntryStatement,
  enterFact,
  objectToFact,
  uploadSource,
} from '../../contracts/credit-entries.ts';
import { readMyProfile } from '../../contracts/organisation-profile.ts';
import type { Player, Stage } from '../../src/demo/play/player.ts';
import { utf8 } from '../../src/kernel/bytes.ts';
import { dayOf } from '../../src/kernel/calendar.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import { hasCode } from '../blacklist/play.ts';
import type { Service } from '../support/service.ts';

/** An attempt that is refused with this code, and of which the log says nothing. */
export const refusedBy =
  (service: () => Service) =>
  async (attempt: () => Promise<unknown>, code: string, reason?: string): Promise<void> => {
    const before = await service().events();
    await expect(attempt()).rejects.toSatisfy(hasCode(code, reason));
    expect(await service().events()).toBe(before);
  };

let count = 0;

/** A statement about a firm, on a document of its own that is kept already. */
export async function aStatement(
  officer: Player,
  firm: Player,
  change: Partial<EntryStatement> = {},
): Promise<EntryStatement> {
  const { code, name } = await firm.client.call(readMyProfile);
  const number = `云建罚字〔2026〕${++count}号`;
  const { sha256 } = await officer.client.callWithBytes(
    uploadSource,
    { query: { name: `${number}.pdf` }, content: utf8(`%PDF-1.7 ${number}`) },
    { 'content-type': 'application/octet-stream' },
  );
  return {
    ...{ format: 'kaibiao-credit-fact/1', code, name, kind: 'penalty-serious' },
    ...{ agency: '云江市市场监督管理局', documentNumber: number, decidedOn: '2026-09-01' },
    ...{ documentSha256: sha256, summary: '提供虚假材料，已处罚', replaces: null, ...change },
  };
}

export async function enter(officer: Player, statement: EntryStatement): Promise<Entry> {
  const signature = await officer.sign(canonicalText(statement));
  return officer.client.call(enterFact, { body: { statement, signature } });
}

export async function object(firm: Player, fact: string): Promise<CreditObjection> {
  const statement = {
    ...{ format: 'kaibiao-credit-objection/1' as const, fact, text: '该处罚已经撤销，请更正' },
  };
  const signature = await firm.sign(canonicalText(statement));
  return firm.client.call(objectToFact, { body: { statement, signature } });
}

export async function decide(
  who: Player,
  { id, statementSha256 }: Pick<CreditObjection, 'id' | 'statementSha256'>,
  outcome: 'granted' | 'rejected',
): Promise<CreditObjection> {
  const decision = {
    ...{ format: 'kaibiao-credit-objection-decision/1' as const, objection: id, statementSha256 },
    ...{ outcome, reason: '经核实，作出本决定' },
  };
  const signature = await who.sign(canonicalText(decision));
  const body = { decision, signature };
  return who.client.call(decideCreditObjection, { params: { objection: id }, body });
}

/** The public record of a firm. */
export async function recordOf(stage: Stage, firm: Player, at?: Date) {
  const { code } = await firm.client.call(readMyProfile);
  const query = at ? { at: at.toISOString() } : {};
  return stage.open.call(readCredit, { params: { code }, query });
}

export const today = async (stage: Stage) => dayOf(await stage.now());
