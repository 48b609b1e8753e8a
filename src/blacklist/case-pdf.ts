import { beijingSecond } from '../kernel/beijing.ts';
import type { Block, Document, Inline } from '../platform/pdf/blocks.ts';
import { clueBlocks } from '../platform/pdf/clue-parts.ts';
import { bytesText, code, digest, verification } from '../platform/pdf/parts.ts';
import type { CasePaper, PaperClue } from './case-paper.ts';
import { listingBlocks } from './case-pdf-listing.ts';
import type { CaseAct, SanctionEvidence } from './entities.ts';
import { type ActRow, actRows } from './rules/act-rows.ts';
import { actWords, caseStateWords, listWords } from './rules/case-words.ts';
import { grounds } from './rules/grounds.ts';
import { subjectTerms } from './subject-terms.ts';

/** 案卷: everything in a case in the order of a court file, from the clue to the repair. */
export function caseDocument(paper: CasePaper): Document {
  const { held, centre, madeAt } = paper;
  const title = `${held.subject.name}${grounds[held.ground].zh}案`;
  return {
    title: `案卷 ${title}`,
    subject: held.number,
    author: held.authorityName,
    madeAt,
    running: [`案卷　${title}`, held.number],
    footer: `${centre}　案卷内容截至 ${beijingSecond(madeAt)}`,
    blocks: [
      ...cover(paper, title),
      { kind: 'page-break' },
      heading('一、线索', 'Clues'),
      ...summary(paper),
      ...paper.clues.flatMap(clueOf),
      heading('二、证据目录', 'Evidence'),
      evidenceTable(paper),
      heading('三、办案文书', 'Acts'),
      ...actBlocks(paper),
      ...listingBlocks(paper),
      verification({
        title: '案卷摘要',
        sha256: paper.digest,
        url: paper.url,
        log: paper.log,
        how: '每份文书由办理人用本人证书签名（CAdES），并写明前一份文书的摘要。文书、签名、证据和日志证明在案件证据包里，用 kaibiao verify 核验。',
      }),
    ],
  };
}

const heading = (text: string, english: string): Block => ({
  kind: 'heading',
  level: 1,
  text,
  english,
});

function cover(
  { held, forParty, acts, evidence, appeals, inside }: CasePaper,
  title: string,
): Block[] {
  const rows: [string, Inline][] = [
    ['案号', code(held.number)],
    ['立案部门', held.authorityName],
    ...subjectTerms(held.subject),
    ['案由', grounds[held.ground].zh],
    ['依据', grounds[held.ground].articles.join('\n')],
    ['名单', listWords[held.list].zh],
    ['登记时间', beijingSecond(held.openedAt)],
    ['办案人员', held.officers.map(o => o.name).join('、') || '尚未指定'],
    ['阶段', { text: caseStateWords[held.state].zh, bold: true }],
    ['卷内', `文书 ${acts.length} 份，证据 ${evidence.length} 份，申请 ${appeals.length} 件`],
  ];
  return [
    { kind: 'space', height: 40 },
    { kind: 'title', text: '案　卷', english: 'Case File', under: title },
    { kind: 'space', height: 24 },
    { kind: 'rule', thick: true },
    { kind: 'terms', rows, termWidth: 110 },
    { kind: 'rule' },
    ...(forParty ? [paragraph(partyCopy(inside))] : []),
    { kind: 'space', height: 20 },
    { kind: 'contents' },
  ];
}

const partyCopy = (inside: number): string =>
  `本件供当事人查阅：列出据以处理的全部证据和向当事人作出的全部文书；部门内部的文书 ${inside} 份不在其中，其摘要仍在文书的链条里，可以核对没有缺漏。`;

const paragraph = (text: Inline): Block => ({ kind: 'paragraph', text });

function summary({ held, forParty, clues }: CasePaper): Block[] {
  const none = clues.length === 0 ? [paragraph('卷内没有平台的线索。')] : [];
  return forParty ? none : [{ kind: 'paragraph', text: held.summary, indent: true }, ...none];
}

function clueOf({ evidence, snapshot, raw }: PaperClue): Block[] {
  const head: Block = { kind: 'heading', level: 2, text: evidence.name };
  const taken: Block = {
    kind: 'paragraph',
    text: ['入卷快照　', digest(evidence.sha256, 7.5)],
    size: 8.5,
  };
  // Another source's finding has a shape of its own: as it was taken in.
  if (!snapshot)
    return [head, taken, { kind: 'paragraph', text: code(shown(raw), 7.5), align: 'left' }];
  return [head, taken, ...clueBlocks(snapshot)];
}

const shown = (raw: string): string =>
  raw.length <= mostShown
    ? raw
    : `${raw.slice(0, mostShown)}……（共 ${raw.length} 字，全文在证据文件里）`;
const mostShown = 4000;

function evidenceTable({ evidence, used }: CasePaper): Block {
  return {
    kind: 'table',
    columns: [
      { head: '序号', share: 1.2, align: 'right' },
      { head: '名称', share: 5.4 },
      { head: '种类', share: 1.8 },
      { head: '大小', share: 2, align: 'right' },
      { head: '入卷时间', share: 3.6 },
      { head: 'SHA-256', share: 7.4 },
      { head: '告知书', share: 1.8 },
    ],
    rows: evidence.map((item, i) => [
      String(i + 1),
      nameOf(item),
      item.kind === 'clue' ? '线索' : '文件',
      bytesText(item.bytes),
      beijingSecond(item.at),
      digest(item.sha256, 6.5),
      used.includes(item.id) ? '已列' : '未列',
    ]),
    size: 8.5,
    empty: '还没有证据',
  };
}

const nameOf = ({ name, source }: SanctionEvidence): string =>
  source ? `${name}\n${source}` : name;

function actBlocks({ acts }: CasePaper): Block[] {
  if (acts.length === 0) return [paragraph('还没有签名的文书。')];
  return acts.flatMap((act, i) => actOf(act, i + 1));
}

function actOf(act: CaseAct, place: number): Block[] {
  const rows = actRows(act.text);
  const short = rows.filter(row => !isLong(row));
  const long = rows.filter(isLong);
  return [
    {
      kind: 'heading',
      level: 2,
      text: `${place}　${actWords[act.act].zh}`,
      english: actWords[act.act].en,
    },
    {
      kind: 'terms',
      rows: [
        ['办理人', act.name],
        ['时间', beijingSecond(act.at)],
        ...short.map(({ term, value }): [string, Inline] => [term.zh, value.zh]),
      ],
      termWidth: 110,
    },
    ...long.flatMap(({ term, value }): Block[] => [
      { kind: 'paragraph', text: { text: term.zh, bold: true } },
      ...value.zh.split('\n').map((text): Block => ({ kind: 'paragraph', text, indent: true })),
    ]),
    {
      kind: 'paragraph',
      text: ['文书摘要　', digest(act.sha256, 7), '\n签名证书　', digest(act.certificateSha256, 7)],
      size: 8.5,
      align: 'left',
      after: 8,
    },
  ];
}

/** A row beside its term never breaks at a page end: what is long is set as prose. */
const isLong = ({ value }: ActRow): boolean => value.zh.length > 120;
