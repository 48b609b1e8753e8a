import { formatThousands } from '../../../kernel/money.ts';
import type { Block, Table } from '../../../platform/pdf/blocks.ts';
import { type TenderFacts, tendererOf, titleOf } from '../project.ts';
import { prose } from '../prose.ts';

/** Chapter 8 投标文件格式: what bidders fill in, each form on a page of its own. */
export function forms(facts: TenderFacts): Block[] {
  return formBlocks(facts).flatMap((block): Block[] =>
    block.kind === 'heading' && block.level === 2 && !block.text.startsWith('格式一')
      ? [{ kind: 'page-break' }, block]
      : [block],
  );
}

function formBlocks(facts: TenderFacts): Block[] {
  const { project, code } = facts;
  return [
    ...prose(`
# 第八章　投标文件格式
## 格式一　投标函
致：${tendererOf(project).name}
1. 我方已仔细研究了${titleOf(project)}（编号 ${code}）招标文件的全部内容，愿意以开标一览表载明的投标总价，按合同约定实施和完成承包工程，修补工程中的任何缺陷，工程质量达到合格标准。
2. 我方承诺在招标文件规定的投标有效期内不修改、撤销投标文件。
3. 我方已按招标文件的要求提交投标保证金，金额为 ${formatThousands(project.bondFen)} 元。
4. 如我方中标，我方承诺：在收到中标通知书后，在中标通知书规定的期限内与你方签订合同；按照招标文件规定向你方递交履约保证金；在合同约定的期限内完成并移交全部合同工程。
5. 我方在此声明，所递交的投标文件及有关资料内容完整、真实和准确，且不存在第二章“投标人须知”第 1.4 款规定的任何一种情形。
投标人：（单位签名证书签名）　　法定代表人或者其委托代理人：（签名）
## 格式二　开标一览表
结构化数据文件名为 opening.json，字段如下；同内容的 PDF 文件名为“开标一览表.pdf”。`),
    openingTable(facts),
    ...prose(`
## 格式三　法定代表人身份证明
投标人名称、单位性质、地址、成立时间、经营期限；姓名、性别、年龄、职务，系投标人的法定代表人。附法定代表人身份证扫描件。
## 格式四　授权委托书
本人系投标人的法定代表人，现委托代理人以我方名义签署、澄清、说明、补正、递交、撤回、修改本标段施工投标文件，签订合同和处理有关事宜，其法律后果由我方承担。委托期限至投标有效期届满。代理人无转委托权。
## 格式五　资格审查资料`),
    ...fillIn('（一）投标人基本情况表', basics),
    ...fillIn('（二）近年完成的类似项目情况表', similar),
    ...fillIn('（三）项目管理机构组成表', team),
    ...fillIn('（四）拟投入的主要施工设备表', machines),
    ...prose(`
## 格式六　承诺书
1. 我方及拟派项目经理未被列入失信被执行人名单，未处在被取消或者暂停投标资格的处罚期内。
2. 拟派项目经理在投标截止时未担任其他在施建设工程的项目经理。
3. 我方的投标文件由我方独立编制，未与其他投标人协商投标报价等实质性内容，未委托与其他投标人相同的单位或者个人编制投标文件或者办理投标事宜。
4. 我方知悉：封装投标文件的计算机的特征信息（主机、网卡、处理器和硬盘序列号的摘要）随开标信封一并封存，开标后作为核查串通投标线索的依据；封装前已向我方显示。
5. 上述承诺如有不实，我方愿意承担相应的法律责任。
## 格式七　技术文件
技术文件应包括但不限于：施工总体部署；施工进度计划和工期保证措施；各分部分项工程的主要施工方法；质量管理体系与措施；安全管理体系与措施；交通疏解和管线保护；环境保护和文明施工；资源配备计划；冬雨季施工；与周边单位的协调配合；缺陷责任期服务；附表和附图。篇幅不宜超过 300 页，不得出现投标总价和综合单价。
## 格式八　已标价工程量清单
按第五章和随招标文件发布的电子表格填写，包括封面、汇总表、分部分项工程清单与计价表、措施项目清单与计价表、其他项目清单、规费和税金项目清单。`),
  ];
}

function openingTable({ project }: TenderFacts): Table {
  return {
    kind: 'table',
    columns: [
      { head: '字段', share: 4.4 },
      { head: '内容', share: 4 },
      { head: '填写要求', share: 8 },
    ],
    rows: [
      ['price', '投标总价', '元，两位小数，与已标价工程量清单合计一致，如 "218940216.50"'],
      ['periodDays', '工期', `日历天，整数，不超过 ${project.periodDays}`],
      ['manager', '项目经理', '姓名，与资格审查文件一致'],
      ['managerCertificate', '注册证书编号', '市政公用工程专业一级注册建造师'],
      ['quality', '质量承诺', '合格'],
      ['bond', '投标保证金', '元，两位小数；以保函或者保险提交的同样填写金额'],
    ],
    size: 10.5,
    grid: true,
  };
}

type Blank = { heads: [string, number][]; rows: number };
const basics: Blank = {
  heads: [
    ['项目', 3],
    ['内容', 5],
    ['证明材料', 4],
  ],
  rows: 8,
};
const similar: Blank = {
  heads: [
    ['序号', 1],
    ['项目名称', 5],
    ['发包人', 4],
    ['合同额（万元）', 3],
    ['竣工日期', 3],
    ['证明材料页码', 3],
  ],
  rows: 6,
};
const team: Blank = {
  heads: [
    ['职务', 3],
    ['姓名', 3],
    ['职称', 3],
    ['执业资格', 4],
    ['证书编号', 4],
    ['养老保险', 3],
  ],
  rows: 8,
};
const machines: Blank = {
  heads: [
    ['设备名称', 4],
    ['型号规格', 4],
    ['数量', 2],
    ['产地', 2],
    ['制造年份', 2],
    ['自有或租赁', 3],
    ['进场时间', 3],
  ],
  rows: 10,
};

/** An empty form with room to write in. */
function fillIn(title: string, { heads, rows }: Blank): Block[] {
  return [
    { kind: 'heading', level: 3, text: title },
    {
      kind: 'table',
      columns: heads.map(([head, share]) => ({ head, share })),
      rows: Array.from({ length: rows }, () => heads.map(() => ' \n ')),
      size: 9,
      grid: true,
    },
  ];
}
