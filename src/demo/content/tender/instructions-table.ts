import type { LotRules } from '../../../../contracts/tender/lot-rules.ts';
import { beijingSecond } from '../../../kernel/beijing.ts';
import { formatCapitals, formatThousands, parseYuan } from '../../../kernel/money.ts';
import type { Block } from '../../../platform/pdf/blocks.ts';
import { asksBond, bondForms, reliefWords } from '../../../tender/rules/bond-terms.ts';
import { agencyOf, type TenderFacts, tendererOf, titleOf } from '../project.ts';

/** 投标人须知前附表: where it differs from the text of chapter 2, the table prevails. */
export function instructionsTable(facts: TenderFacts): Block {
  return {
    kind: 'table',
    caption: '投标人须知前附表',
    columns: [
      { head: '条款号', share: 1.5 },
      { head: '条款名称', share: 3 },
      { head: '编列内容', share: 9 },
    ],
    rows: [...general(facts), ...bidRows(facts), ...openingRows(facts), ...awardRows(facts)],
    size: 10.5,
    grid: true,
  };
}

type Row = [string, string, string];

function general({ project, code, schedule }: TenderFacts): Row[] {
  const tenderer = tendererOf(project);
  const agency = agencyOf(project);
  return [
    [
      '1.1.2',
      '招标人',
      `名称：${tenderer.name}\n地址：${tenderer.address}\n电话：${tenderer.phone}`,
    ],
    [
      '1.1.3',
      '招标代理机构',
      `名称：${agency.name}\n地址：${agency.address}\n电话：${agency.phone}`,
    ],
    ['1.1.4', '项目名称', `${titleOf(project)}　编号 ${code}`],
    ['1.1.5', '建设地点', `${project.place}，${project.from}至${project.to}`],
    ['1.2.1', '资金来源及比例', `${project.fundSource}，100%`],
    ['1.2.2', '资金落实情况', '已落实'],
    ['1.3.1', '招标范围', '见第一章 2.3'],
    ['1.3.2', '计划工期', `${project.periodDays} 个日历天。缺陷责任期 24 个月`],
    ['1.3.3', '质量要求', '一次验收合格'],
    ['1.4.1', '投标人资质、能力和信誉', '见第一章第 3 条，审查标准见第三章附表一'],
    ['1.4.2', '是否接受联合体投标', '不接受'],
    ['1.9.1', '踏勘现场', '不组织。投标人可以自行踏勘，费用和风险自负'],
    ['1.10.1', '投标预备会', '不召开'],
    [
      '1.11',
      '分包',
      '主体和关键性工作不得分包。绿化工程、交通信号设备安装可以依法分包，分包人须具备相应资质',
    ],
    ['1.12', '偏离', '不允许对实质性要求和条件的偏离；细微偏离按第三章 3.1.4 处理'],
    [
      '2.2.1',
      '投标人提出问题的截止时间',
      '投标截止时间 18 日前，在平台提出；提问人的名称对任何人保密',
    ],
    ['2.2.2', '投标截止时间', `${beijingSecond(schedule.deadline)}（北京时间）`],
    [
      '2.2.3',
      '招标文件澄清、修改',
      '在平台向所有人发布。影响投标文件编制的，在投标截止时间 15 日前发布；不足 15 日的，顺延投标截止时间（实施条例第二十一条）',
    ],
    [
      '2.4',
      '对招标文件的异议',
      '投标截止时间 10 日前提出；招标人 3 日内答复，答复前暂停招标投标活动（实施条例第二十二条）',
    ],
  ];
}

function bidRows({ project, rules }: TenderFacts): Row[] {
  const envelopes = rules.envelopes.map(e => e.title).join('、');
  return [
    ['3.1.1', '投标文件的组成', `${envelopes}，分别装入各自的信封，各自加密`],
    [
      '3.2.3',
      '最高投标限价',
      `${formatThousands(project.ceilingFen)} 元（大写：人民币${formatCapitals(project.ceilingFen)}），其中暂列金额 ${formatThousands(project.provisionalFen)} 元。投标总价高于最高投标限价的，其投标被否决`,
    ],
    [
      '3.2.4',
      '计价方式',
      '工程量清单计价，综合单价合同。规费和增值税按规定费率计取，不得竞争；安全文明施工费不低于清单给出的金额',
    ],
    ['3.3.1', '投标有效期', `自投标截止之日起 ${rules.validityDays} 日（实施条例第二十五条）`],
    ['3.4.1', '投标保证金', bidBond(rules)],
    [
      '3.4.4',
      '投标保证金不予退还的情形',
      '（1）在投标有效期内撤销投标文件；（2）中标后无正当理由不与招标人订立合同，在签订合同时提出附加条件，或者不按要求提交履约保证金',
    ],
    [
      '3.5',
      '资格审查资料',
      '营业执照、资质证书、安全生产许可证、项目经理注册证书和 B 证、近三年财务状况、类似业绩证明、无在施承诺、信誉承诺，均为原件扫描件',
    ],
    ['3.6', '备选投标方案', '不允许'],
    [
      '3.7.3',
      '签字和签名',
      '投标文件清单由投标人用单位签名证书签名（CAdES）；各信封以单位加密证书和本标段解密委员会公钥双重加密。无须另行扫描盖章',
    ],
    [
      '4.1.1',
      '加密要求',
      '按第二章第 4 条，用平台客户端或者命令行工具在投标人自己的计算机上完成。投标人应同时保存恢复文件',
    ],
    ['4.2.2', '递交方式', '电子交易平台。不接受现场递交、邮寄或者电子邮件'],
    ['4.2.3', '是否退还投标文件', '不退还。被替换、撤回的投标文件永久封存，不再打开'],
  ];
}

function openingRows({ rules }: TenderFacts): Row[] {
  const price = rules.price;
  const drawn =
    price.id === 'benchmark-average' && price.draw
      ? `评标基准价的参数在开标时从下列值中公开抽取：限价权重 K ${(price.draw.ceilingShare ?? [price.ceilingShare]).join('、')}；下浮系数 F ${(price.draw.float ?? [price.float]).join('、')}`
      : '评标基准价的参数见第三章，开标时不另行抽取';
  return [
    ['5.1', '开标时间和地点', '投标截止时间，平台不见面开标大厅'],
    ['5.2.1', '解密时限', `${rules.releaseWindowMinutes} 分钟`],
    [
      '5.2.2',
      '开启方式',
      '窗口关闭或者全部投标人解密后，解密委员同时开启开标信封，同时公布；资格、技术信封在评审开始时开启，报价信封在技术评分锁定后开启',
    ],
    ['5.2.3', '公开抽取', drawn],
    ['5.3', '开标异议', '当场在开标大厅提出，招标人当场答复并记录（实施条例第四十四条）'],
  ];
}

function awardRows({ rules }: TenderFacts): Row[] {
  const { committee } = rules;
  const seats = committee.disciplines.map(d => `${d.id} ${d.seats} 人`).join('，');
  return [
    [
      '6.1.1',
      '评标委员会的组建',
      `${committee.size} 人，其中评标专家 ${committee.experts} 人（${seats}），从${committee.cities.join('、')}的专家库中随机抽取；抽取种子事先承诺，结果公示后公开，任何人可以重算`,
    ],
    ['6.3', '评标办法', '综合评估法，远程异地评标'],
    [
      '7.1',
      '确定中标人的方式',
      `评标委员会推荐不超过 ${rules.candidates} 名中标候选人并排序，招标人确定排名第一的为中标人（实施条例第五十五条）`,
    ],
    [
      '7.2',
      '中标候选人公示',
      '收到评标报告之日起 3 日内公示，公示期不少于 3 日（实施条例第五十四条）',
    ],
    ['7.4.1', '履约保证金', performanceBond(rules)],
    ['7.5', '签订合同', '中标通知书发出之日起 30 日内'],
    [
      '9.5',
      '投诉',
      '自知道或者应当知道之日起 10 日内，向行政监督部门提出；就招标文件、开标、评标结果投诉的，应当先提出异议（实施条例第六十条）',
    ],
    [
      '10.1',
      '类似项目的定义',
      '城市道路工程或者城市桥梁工程，单项合同额不低于本标段最高投标限价的 50%',
    ],
    ['10.2', '清标', '评标委员会在技术评分锁定后对报价进行算术校核，校核结果不改变投标总价'],
    [
      '10.3',
      '低于成本报价的认定',
      '投标总价低于全部有效投标总价算术平均值 10% 以上的，评标委员会书面要求投标人说明成本构成；不能合理说明的，其投标被否决',
    ],
  ];
}

function bidBond(rules: LotRules): string {
  if (!asksBond(rules)) return '不收';
  const { forms, account, due } = rules.bondTerms;
  const when = due === 'commit' ? '到账后才能提交投标文件' : '须在投标截止时间前到账';
  return `${formatThousands(parseYuan(rules.bond))} 元，不超过估算价 ${formatThousands(parseYuan(rules.estimate))} 元的 2%（实施条例第二十六条）。可以采用${forms.map(f => bondForms[f].zh).join('、')}，须从投标人基本账户转出，${when}${reliefWords(rules).zh}。收款账户：${account.holder}，${account.bank}，${account.number}。有效期与投标有效期一致`;
}

const performanceBond = (rules: LotRules): string =>
  Number(rules.performanceBond) === 0
    ? '不收'
    : `中标合同金额的 ${rules.performanceBond}%，可以采用银行保函、担保公司保函或者转账`;
