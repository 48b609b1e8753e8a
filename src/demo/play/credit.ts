import type { EnteredKind } from '../../../contracts/credit.ts';
import {
  type Entry,
  type EntryActId,
  type EntryStatement,
  enterFact,
  listEntries,
  takeEntryAct,
  uploadSource,
} from '../../../contracts/credit-entries.ts';
import { utf8 } from '../../kernel/bytes.ts';
import { addDays, dayOf } from '../../kernel/calendar.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { organisationOf } from '../city.ts';
import type { Player, Stage } from './player.ts';

interface DemoFact {
  readonly of: string;
  readonly kind: EnteredKind;
  readonly agency: string;
  /** What stands before the year in the number of the document, and what after it. */
  readonly number: readonly [string, string];
  readonly daysAgo: number;
  readonly summary: string;
}

/** Facts of the example city, each on a document of its own: praise, and what burdens. */
const facts: readonly DemoFact[] = [
  {
    ...{ of: 'hengzhu', kind: 'award-provincial', agency: '省住房和城乡建设厅' },
    ...{ number: ['建表彰', '12号'], daysAgo: 200, summary: '省级优质工程奖' },
  },
  {
    ...{ of: 'tongze', kind: 'performance-good', agency: '云江市城市建设发展中心' },
    ...{ number: ['履评', '5号'], daysAgo: 140, summary: '同泽路改造工程履约评价为优' },
  },
  {
    ...{ of: 'hongyuan', kind: 'penalty-general', agency: '望川市城市管理局' },
    ...{ number: ['望城管罚', '31号'], daysAgo: 120, summary: '未按规定遮盖渣土，罚款一万元' },
  },
  {
    ...{ of: 'beian', kind: 'penalty-serious', agency: '云江市市场监督管理局' },
    ...{ number: ['云市监罚', '17号'], daysAgo: 95, summary: '提供虚假检测报告，罚款二十万元' },
  },
];

/** Enters each fact that is not entered yet; another person confirms it. What a crash left half made is gone on with. */
export async function enterCredit(stage: Stage): Promise<void> {
  const [officer, second] = await desk(stage);
  const { rows: known } = await officer.client.call(listEntries);
  for (const fact of facts) {
    const held = known.find(row => row.statement.summary === fact.summary);
    const entry = held ?? (await enter(officer, fact, await stage.now()));
    if (entry.state === 'entered') await actOn(second, entry, 'confirm');
  }
}

/** Publishes what has waited its time, so that the pages of credit are not empty. */
export async function publishCredit(stage: Stage): Promise<void> {
  const [officer] = await desk(stage);
  const { rows } = await officer.client.call(listEntries, { query: { open: '1' } });
  for (const entry of rows)
    if (entry.may.includes('publish')) await actOn(officer, entry, 'publish');
}

async function desk(stage: Stage): Promise<[Player, Player]> {
  const [officer, second] = await Promise.all(stage.accounts('supervisor').map(stage.enter));
  if (!officer || !second) throw new Error('the demo city has two supervisors at least');
  return [officer, second];
}

async function enter(officer: Player, fact: DemoFact, now: Date): Promise<Entry> {
  const { agency, number, daysAgo, kind, summary } = fact;
  const decidedOn = addDays(dayOf(now), -daysAgo);
  const documentNumber = `${number[0]}〔${decidedOn.slice(0, 4)}〕${number[1]}`;
  const { code, name } = organisationOf(fact.of);
  const { sha256 } = await officer.client.callWithBytes(
    uploadSource,
    {
      query: { name: `${documentNumber}.txt` },
      content: utf8(`${agency}\n${documentNumber}\n${decidedOn}\n\n${name}\n${summary}\n`),
    },
    { 'content-type': 'application/octet-stream' },
  );
  const statement: EntryStatement = {
    ...{ format: 'kaibiao-credit-fact/1', code, name, kind, agency, documentNumber, summary },
    ...{ decidedOn, documentSha256: sha256, replaces: null },
  };
  const signature = await officer.sign(canonicalText(statement));
  return officer.client.call(enterFact, { body: { statement, signature } });
}

/** Signs and takes an act on an entry, as the desk does. */
export async function actOn(who: Player, entry: Entry, id: EntryActId): Promise<Entry> {
  const { number } = entry;
  const act = {
    ...{ format: 'kaibiao-credit-act/1' as const, number, act: id, reason: '与原件核对一致' },
    previousSha256: entry.acts.at(-1)?.sha256 ?? '',
  };
  const signature = await who.sign(canonicalText(act));
  return who.client.call(takeEntryAct, { params: { number }, body: { act, signature } });
}
