import { beijingDate } from '../../../kernel/beijing.ts';
import type { Block, Document, Inline } from '../../../platform/pdf/blocks.ts';
import { organisationOf } from '../../city.ts';
import { tendererOf, titleOf } from '../project.ts';
import { prose } from '../prose.ts';
import { seeded } from '../random.ts';
import type { Offer } from './offer.ts';

/** 资格审查文件: who the bidder is, what it has built, who would lead the work, and what it promises. */
export function qualificationFile(offer: Offer): Document {
  const title = titleOf(offer.project);
  return {
    title: `资格审查文件 ${title}`,
    subject: offer.code,
    author: offer.bidder,
    madeAt: offer.madeAt,
    running: [`资格审查文件　${title}`, offer.bidder],
    footer: offer.bidder,
    blocks: [
      {
        kind: 'title',
        text: '资格审查文件',
        english: 'Qualification File',
        under: `${title}\n${offer.bidder}`,
      },
      { kind: 'contents' },
      ...company(offer),
      ...finance(offer),
      ...experience(offer),
      ...team(offer),
      ...promises(offer),
    ],
  };
}

const table = (
  heads: readonly (readonly [string, number])[],
  rows: readonly (readonly Inline[])[],
): Block => ({
  kind: 'table',
  columns: heads.map(([head, share]) => ({ head, share })),
  rows,
  size: 10,
  grid: true,
});

function company({ profile, bidder }: Offer): Block[] {
  const home = organisationOf(profile.key);
  const random = seeded(`papers/${profile.key}`);
  const licence = () => String(random.int(10_000_000, 99_999_999));
  return [
    { kind: 'heading', level: 1, text: '一、投标人基本情况', newPage: true },
    table(
      [
        ['项目', 3],
        ['内容', 6],
        ['证明材料', 4],
      ],
      [
        ['投标人名称', bidder, '营业执照'],
        ['统一社会信用代码', home.code, '营业执照'],
        ['住所', home.address, '营业执照'],
        ['法定代表人', profile.legal, '身份证明'],
        ['成立时间', `${profile.founded} 年`, '营业执照'],
        ['注册资本', `${profile.capitalWan} 万元`, '营业执照'],
        ['企业类型', '有限责任公司', '营业执照'],
        ['资质等级', '市政公用工程施工总承包一级', `资质证书 D1${licence()}`],
        [
          '安全生产许可证',
          '有效期至 2028-06-30',
          `（99）JZ 安许证字〔2025〕${licence().slice(0, 6)}`,
        ],
        ['质量、环境、职业健康体系', '有效', '认证证书三份'],
        ['联系电话', home.phone, ''],
      ],
    ),
    ...prose(`
## 法定代表人身份证明
${profile.legal}，系${bidder}的法定代表人，现任董事长。特此证明。附身份证正反面扫描件。
## 授权委托书
本人${profile.legal}系${bidder}的法定代表人，现委托本单位工作人员为代理人，以我方名义签署、澄清、说明、补正、递交、撤回、修改本标段施工投标文件，签订合同和处理有关事宜，其法律后果由我方承担。委托期限至投标有效期届满，代理人无转委托权。`),
  ];
}

function finance({ profile }: Offer): Block[] {
  const random = seeded(`finance/${profile.key}`);
  const wan = (low: number, high: number) =>
    `${(profile.capitalWan * random.int(low, high)) / 100}`;
  const rows = [2023, 2024, 2025].map(year => [
    String(year),
    wan(280, 420),
    wan(150, 220),
    wan(320, 520),
    wan(9, 22),
    '已审计，无保留意见',
  ]);
  return [
    { kind: 'heading', level: 1, text: '二、近三年财务状况', newPage: true },
    table(
      [
        ['年度', 2],
        ['总资产（万元）', 4],
        ['净资产（万元）', 4],
        ['营业收入（万元）', 4],
        ['净利润（万元）', 4],
        ['审计', 5],
      ],
      rows,
    ),
    ...prose(
      '上述数据摘自经会计师事务所审计的财务报告，报告全文附后。我方没有被责令停业，财产没有被接管或者冻结，没有处于破产状态。近三年依法缴纳税收和社会保障资金，证明附后。',
    ),
  ];
}

function experience({ profile, project }: Offer): Block[] {
  const more = profile.similar.flatMap(([name, client, wan, finished], i) => [
    { kind: 'heading' as const, level: 2 as const, text: `业绩${i + 1}　${name}` },
    {
      kind: 'terms' as const,
      rows: [
        ['发包人', client],
        ['合同金额', `${wan} 万元`],
        ['竣工验收', finished],
        ['承包范围', '道路、桥梁或者管网的施工总承包'],
        ['质量', '一次验收合格'],
        ['证明材料', '中标通知书、合同协议书、竣工验收证明书扫描件，见附件'],
      ] as [string, Inline][],
    },
  ]);
  return [
    { kind: 'heading', level: 1, text: '三、近年完成的类似项目', newPage: true },
    table(
      [
        ['序号', 1.4],
        ['项目名称', 6],
        ['发包人', 6],
        ['合同额（万元）', 3],
        ['竣工日期', 3],
      ],
      profile.similar.map(([name, client, wan, finished], i) => [
        String(i + 1),
        name,
        client,
        String(wan),
        finished,
      ]),
    ),
    ...prose(
      `类似项目按招标文件第二章前附表 10.1 的定义，单项合同额不低于本标段最高投标限价 ${project.ceilingFen / 1_000_000n} 万元的 50%。`,
    ),
    ...more,
  ];
}

const posts = [
  ['质量负责人', '工程师', '质量员岗位证书'],
  ['安全负责人', '工程师', '安全生产考核 C 证'],
  ['施工员', '助理工程师', '施工员岗位证书'],
  ['造价员', '工程师', '二级造价工程师'],
  ['材料员', '助理工程师', '材料员岗位证书'],
  ['试验员', '工程师', '试验检测师'],
  ['测量员', '助理工程师', '测量员岗位证书'],
  ['资料员', '助理工程师', '资料员岗位证书'],
] as const;
const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜'];
const given = [
  '子墨',
  '思远',
  '文博',
  '雨辰',
  '景行',
  '若溪',
  '明哲',
  '嘉树',
  '清扬',
  '书瑶',
  '怀谷',
  '知行',
  '云帆',
  '念祖',
  '彦青',
  '北辰',
];

function team({ profile }: Offer): Block[] {
  const random = seeded(`team/${profile.key}`);
  const surname = random.shuffle(surnames);
  const name = random.shuffle(given);
  const rows: Inline[][] = [
    [
      '项目经理',
      profile.manager,
      '高级工程师',
      '一级注册建造师（市政）',
      profile.managerCertificate,
    ],
    [
      '项目技术负责人',
      profile.engineer,
      '正高级工程师',
      '一级注册建造师（市政）',
      `GC${random.int(100_000, 999_999)}`,
    ],
    ...posts.map(([post, title, paper], i) => [
      post,
      `${surname[i]}${name[i]}`,
      title,
      paper,
      `${random.int(10_000_000, 99_999_999)}`,
    ]),
  ];
  return [
    { kind: 'heading', level: 1, text: '四、项目管理机构', newPage: true },
    table(
      [
        ['职务', 4],
        ['姓名', 3],
        ['职称', 4],
        ['执业或岗位资格', 6],
        ['证书编号', 5],
      ],
      rows,
    ),
    ...prose(`
## 项目经理简历
${profile.manager}，高级工程师，市政公用工程专业一级注册建造师，注册编号 ${profile.managerCertificate}，从事市政工程施工管理 ${random.int(14, 26)} 年，先后担任${profile.similar.map(s => s[0]).join('、')}的项目经理。具有有效的安全生产考核合格证书（B 证），在投标截止时未担任其他在施建设工程的项目经理。
## 项目技术负责人简历
${profile.engineer}，正高级工程师，从事道路和桥梁工程技术管理 ${random.int(16, 30)} 年，主持编制的专项施工方案多次通过专家论证。`),
  ];
}

function promises(offer: Offer): Block[] {
  return [
    { kind: 'heading', level: 1, text: '五、承诺书', newPage: true },
    ...prose(`
致：${tendererOf(offer.project).name}
1. 我方及拟派项目经理未被列入失信被执行人名单，未处在被取消或者暂停投标资格的处罚期内。
2. 拟派项目经理${offer.profile.manager}在投标截止时未担任其他在施建设工程的项目经理。
3. 我方的投标文件由我方独立编制，未与其他投标人协商投标报价等实质性内容，未委托与其他投标人相同的单位或者个人编制投标文件或者办理投标事宜。
4. 我方与招标人、招标代理机构、监理人和其他投标人之间不存在控股、管理关系，单位负责人不为同一人。
5. 我方知悉封装投标文件的计算机的特征信息随开标信封一并封存，开标后可用于核查。
6. 中标后按规定设立农民工工资专用账户，实行实名制管理，按月足额支付。
7. 上述承诺如有不实，我方愿意承担由此引起的法律责任。`),
    { kind: 'space', height: 24 },
    {
      kind: 'paragraph',
      text: `投标人：${offer.bidder}\n${beijingDate(offer.madeAt)}`,
      align: 'right',
      size: 12,
    },
  ];
}
