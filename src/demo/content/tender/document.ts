import { beijingDate } from '../../../kernel/beijing.ts';
import type { Block, Document } from '../../../platform/pdf/blocks.ts';
import { agencyOf, type TenderFacts, tendererOf, titleOf } from '../project.ts';
import { prose } from '../prose.ts';
import { contract } from './contract.ts';
import { evaluation } from './evaluation.ts';
import { forms } from './forms.ts';
import { instructions } from './instructions.ts';
import { instructionsTable } from './instructions-table.ts';
import { notice } from './notice.ts';
import { standards } from './standards.ts';

/** 招标文件: cover, contents, eight chapters. */
export function tenderDocument(facts: TenderFacts): Document {
  const title = titleOf(facts.project);
  return {
    title: `${title}施工招标文件`,
    subject: facts.code,
    author: agencyOf(facts.project).name,
    madeAt: facts.schedule.issueFrom,
    cover: true,
    running: [`${title}施工招标文件`, facts.code],
    footer: tendererOf(facts.project).name,
    blocks: [
      ...cover(facts),
      { kind: 'page-break' },
      { kind: 'title', text: '目　录' },
      { kind: 'contents' },
      ...prose(notice(facts)),
      { kind: 'heading', level: 1, text: '第二章　投标人须知', newPage: true },
      instructionsTable(facts),
      ...prose(instructions(facts)),
      ...evaluation(facts),
      ...prose(contract(facts)),
      ...prose(standards(facts)),
      ...forms(facts),
    ],
  };
}

function cover({ project, code, schedule }: TenderFacts): Block[] {
  const line = (text: string, size: number, bold = false): Block => ({
    kind: 'paragraph',
    text: { text, bold },
    size,
    align: 'centre',
  });
  return [
    { kind: 'space', height: 90 },
    line(project.name, 24, true),
    line(`${project.lot}施工`, 20, true),
    { kind: 'space', height: 60 },
    line('招　标　文　件', 34, true),
    line('TENDER DOCUMENTS', 12),
    { kind: 'space', height: 40 },
    line(`项目编号：${code}`, 14),
    { kind: 'space', height: 150 },
    line(`招标人：${tendererOf(project).name}`, 14),
    line(`招标代理机构：${agencyOf(project).name}`, 14),
    line(beijingDate(schedule.issueFrom), 14),
  ];
}
