import type { CaseAct, CaseActId, DropWhy } from '../../../contracts/sanction-case.ts';
import type { Words } from '../../../contracts/words.ts';
import { beijingMinute } from '../../kernel/beijing.ts';
import { formatThousands, parseYuan } from '../../kernel/money.ts';
import { dropWords, mannerWords } from './case-words.ts';

/** What the signed text of an act says, line by line, as screens and papers show it. */
export interface ActRow {
  readonly term: Words;
  readonly value: Words;
}

type Fine = Extract<CaseAct, { act: 'decide' }>['fine'];

/** Fields of every kind of act; each act has its own of them. */
interface Said {
  readonly act: CaseActId;
  readonly officers: readonly { readonly name: string }[];
  readonly because: DropWhy;
  readonly reason: string;
  readonly facts: string;
  readonly defence: string;
  readonly text: string;
  readonly hearing: boolean;
  readonly at: string;
  readonly place: string;
  readonly chair: { readonly name: string };
  readonly record: string;
  readonly articles: readonly string[];
  readonly months: number | null;
  readonly fine: Fine;
  readonly extendsToPerson: boolean;
  readonly representative: string | null;
  readonly evidence: readonly { readonly name: string; readonly sha256: string }[];
  readonly evidenceSha256: readonly string[];
  readonly manner: keyof typeof mannerWords;
  readonly note: string;
  readonly listing: string;
  readonly rights: { readonly zh: string };
  readonly remedies: { readonly zh: string };
}

type Field = Exclude<keyof Said, 'act' | 'representative'>;
/** Null: nothing to say about it. */
type Say<F extends Field> = (value: Said[F], said: Said) => Words | null;
type Fields = { readonly [F in Field]: readonly [term: Words, say: Say<F>] };

const both = (text: string): Words | null => (text === '' ? null : { zh: text, en: text });
const term = (zh: string, en: string): Words => ({ zh, en });
const each = (lines: readonly string[], between: string) => both(lines.join(between));

/** In the order in which a reader wants them. */
const fields: Fields = {
  officers: [
    term('办案人员', 'Officers'),
    people =>
      each(
        people.map(p => p.name),
        '、',
      ),
  ],
  because: [term('情形', 'Ground'), because => dropWords[because]],
  reason: [term('理由', 'Reason'), both],
  facts: [term('事实', 'Facts'), both],
  evidence: [
    term('所依据的证据', 'Evidence used'),
    list =>
      each(
        list.map(e => e.name),
        '\n',
      ),
  ],
  evidenceSha256: [term('证据摘要', 'Hashes of the evidence'), list => each(list, '\n')],
  defence: [term('陈述申辩采纳情况', 'How the defence was weighed'), both],
  text: [term('陈述申辩', 'Statement and defence'), both],
  hearing: [
    term('听证', 'Hearing'),
    asked => (asked ? term('要求举行听证', 'asked for') : term('不要求听证', 'not asked for')),
  ],
  at: [term('听证时间（北京时间）', 'Time (Beijing)'), at => both(beijingMinute(at))],
  place: [term('地点', 'Place'), both],
  chair: [term('主持人', 'Chair'), chair => both(chair.name)],
  record: [term('笔录', 'Record'), both],
  articles: [term('依据', 'Articles'), list => each(list, '；')],
  months: [
    term('列入期限', 'Term of the listing'),
    months =>
      months === null ? term('长期', 'for good') : term(`${months} 个月`, `${months} months`),
  ],
  fine: [term('罚款', 'Fine'), fineWords],
  extendsToPerson: [
    term('及于法定代表人', 'Extends to the legal representative'),
    (extended, { representative }) =>
      extended ? term(`是，${representative ?? ''}`, `yes: ${representative ?? ''}`) : null,
  ],
  manner: [term('送达方式', 'Manner of service'), manner => mannerWords[manner]],
  note: [term('说明', 'Note'), both],
  listing: [term('名单编号', 'Number of the listing'), both],
  rights: [term('权利告知', 'Rights'), ({ zh }) => both(zh)],
  remedies: [term('救济途径', 'Remedies'), ({ zh }) => both(zh)],
};

function fineWords(fine: Fine): Words | null {
  if (!fine) return null;
  const amount = formatThousands(parseYuan(fine.amount));
  const base = fine.base === null ? null : formatThousands(parseYuan(fine.base));
  return term(
    `${amount} 元${base ? `（中标项目金额 ${base} 元）` : ''}`,
    `${amount} yuan${base ? ` (of a contract of ${base} yuan)` : ''}`,
  );
}

/** The rows of an act, out of its signed text (RFC 8785). */
export function actRows(text: string): ActRow[] {
  const said = JSON.parse(text) as Partial<Said>;
  return (Object.keys(fields) as Field[]).flatMap(field => rowOf(field, said));
}

function rowOf<F extends Field>(field: F, said: Partial<Said>): ActRow[] {
  const given = said[field] as Said[F] | undefined;
  if (given === undefined) return [];
  const [name, say] = fields[field];
  const value = say(given, said as Said);
  return value ? [{ term: name, value }] : [];
}
