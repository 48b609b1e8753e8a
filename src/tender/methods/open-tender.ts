import type { LotRules } from '../../../contracts/tender/lot-rules.ts';
import { type ArticleId, articles } from '../rules/articles.ts';

/** Open tender 公开招标, post-qualification, comprehensive evaluation: where a new lot starts from. */
export const openTenderRules: LotRules = {
  version: 1,
  method: 'open-tender',
  industry: 'building',
  stateFunded: true,
  estimate: '0.00',
  ceiling: '0.00',
  bond: '0.00',
  bondTerms: {
    forms: ['transfer', 'guarantee', 'insurance'],
    account: { holder: '', bank: '', number: '' },
    due: 'opening',
  },
  validityDays: 90,
  performanceBond: '10',
  releaseWindowMinutes: 30,
  envelopes: [
    { id: 'opening', title: '开标一览表', required: true, reveal: 'opening' },
    { id: 'qualification', title: '资格审查文件', required: true, reveal: 'review' },
    { id: 'technical', title: '技术文件', required: true, reveal: 'review' },
    { id: 'price', title: '已标价工程量清单', required: true, reveal: 'price' },
  ],
  qualification: [
    { id: 'licence', title: '营业执照有效', article: '招标投标法第二十六条' },
    {
      id: 'qualification-grade',
      title: '企业资质满足招标文件要求',
      article: '招标投标法第二十六条',
    },
    { id: 'safety-permit', title: '安全生产许可证有效', article: '安全生产许可证条例第二条' },
    { id: 'manager', title: '项目经理注册专业和等级满足要求', article: '招标投标法第二十七条' },
    { id: 'no-ban', title: '没有处在禁止投标的处罚期内', article: '招标投标法第五十三条' },
  ],
  responsiveness: [
    { id: 'signed', title: '投标文件按要求签字、盖章', article: '实施条例第五十一条第（一）项' },
    {
      id: 'consortium',
      title: '联合体投标附有共同投标协议',
      article: '实施条例第五十一条第（二）项',
    },
    {
      id: 'one-price',
      title: '同一投标人只有一份投标文件、一个报价',
      article: '实施条例第五十一条第（四）项',
    },
    {
      id: 'price-limit',
      title: '报价不低于成本，不高于最高投标限价',
      article: '实施条例第五十一条第（五）项',
    },
    {
      id: 'substance',
      title: '对招标文件的实质性要求和条件作出响应',
      article: '实施条例第五十一条第（六）项',
    },
    { id: 'bond-paid', title: '投标保证金按要求提交', article: '实施条例第二十六条' },
  ],
  technical: {
    weight: 40,
    items: [
      {
        id: 'organisation',
        title: '施工组织设计',
        max: 15,
        step: 0.5,
        kind: 'subjective',
        bands: [
          { from: 12.5, to: 15, text: '完整、针对性强，有验证数据' },
          { from: 9, to: 12, text: '完整，部分可验证' },
          { from: 5, to: 8.5, text: '有缺项' },
          { from: 0, to: 4.5, text: '严重缺项，须写理由', reason: true },
        ],
      },
      {
        id: 'quality-safety',
        title: '质量与安全措施',
        max: 10,
        step: 0.5,
        kind: 'subjective',
        bands: [],
      },
      { id: 'team', title: '项目班子', max: 8, step: 1, kind: 'objective', bands: [] },
      { id: 'record', title: '类似业绩', max: 7, step: 1, kind: 'objective', bands: [] },
    ],
  },
  price: {
    id: 'benchmark-average',
    weight: '60',
    trim: { from: 5, high: 1, low: 1 },
    ceilingShare: '0.3',
    float: '0.03',
    deduct: { above: '1', below: '0.5' },
    floor: '0',
  },
  ties: ['lower-price', 'higher-technical', 'draw'],
  candidates: 3,
  committee: {
    size: 7,
    experts: 5,
    cities: [],
    disciplines: [],
  },
};

/** The article behind each field of the rules and of the schedule, for the margin of the wizard. */
const fieldArticles: readonly (readonly [field: string, article: ArticleId])[] = [
  ['ceiling', 'B27'],
  ['estimate', 'B26'],
  ['bond', 'B26'],
  ['bondTerms', 'B26'],
  ['validityDays', 'B25'],
  ['performanceBond', 'B58'],
  ['releaseWindowMinutes', 'C30'],
  ['envelopes', 'C26'],
  ['qualification', 'B20'],
  ['responsiveness', 'B49'],
  ['technical', 'B49'],
  ['price', 'A40'],
  ['ties', 'B49'],
  ['candidates', 'B53'],
  ['committee', 'A37'],
  ['schedule.issueTo', 'B16'],
  ['schedule.deadline', 'A24'],
  ['schedule.amendment', 'B21'],
  ['schedule.objection', 'B22'],
  ['schedule.opening', 'A34'],
  ['bidders', 'B44'],
];

/** The method as data: its starting rules and the law beside each field. */
export const openTender = {
  id: 'open-tender',
  title: '公开招标',
  titleEn: 'Open tender',
  rules: openTenderRules,
  articles: fieldArticles.map(([field, id]) => ({
    field,
    article: articles[id].name,
    articleEn: articles[id].nameEn,
    text: articles[id].text,
    textEn: articles[id].textEn,
  })),
} as const;
