/** Four disciplines, the words by which a lot's rules ask for seats. */
export const disciplines = ['市政道路', '桥梁', '给水排水', '工程造价'] as const;
export type Discipline = (typeof disciplines)[number];

export interface DemoExpert {
  readonly login: string;
  readonly name: string;
  readonly city: string;
  readonly disciplines: readonly Discipline[];
  readonly employer: string;
  readonly pastEmployers: readonly { readonly name: string; readonly until: string }[];
  readonly title: string;
}

/**
 * City, name, disciplines (by initials of 道桥水价), employer, title; then a past employer with its last day.
 * Some work or worked for a tenderer or bidder, so that a draw has somebody to exclude (D12).
 */
const rows: readonly (readonly [string, string, string, string, string, string?, string?])[] = [
  ['云江市', '沈知微', '道', '云江市市政设计研究院有限公司', '正高级工程师'],
  ['云江市', '欧阳砚', '道桥', '云江交通职业技术学院', '教授'],
  ['云江市', '裴青岩', '道', '云江市公路事业发展中心', '正高级工程师'],
  ['云江市', '乔一帆', '道', '云江恒筑建设集团有限公司', '高级工程师'],
  ['云江市', '司马拙', '道', '江北新区建设投资有限公司', '高级工程师'],
  [
    '云江市',
    '薛同尘',
    '道水',
    '云江市城市管理技术服务中心',
    '高级工程师',
    '安澜市政建设有限公司',
    '2025-03-31',
  ],
  ['云江市', '宁致远', '桥', '云江大学土木工程学院', '教授'],
  ['云江市', '严若谷', '桥', '云江市桥梁检测中心有限公司', '正高级工程师'],
  ['云江市', '段敬之', '桥', '云江市市政设计研究院有限公司', '正高级工程师'],
  ['云江市', '尚怀瑾', '桥道', '云江轨道交通建设有限公司', '高级工程师'],
  ['云江市', '谭一㛃', '桥', '云江市工程质量安全技术中心', '高级工程师'],
  ['云江市', '白鹿鸣', '水', '云江水务集团有限公司', '正高级工程师'],
  ['云江市', '毕澄之', '水', '云江大学环境学院', '副教授'],
  ['云江市', '路远声', '水', '云江市排水管理处', '高级工程师'],
  ['云江市', '丁未央', '水', '云江市市政设计研究院有限公司', '高级工程师'],
  ['云江市', '费以宁', '水', '云江市城市建设发展中心', '高级工程师'],
  ['云江市', '祝明诚', '价', '云江市建设工程造价管理站', '一级造价工程师'],
  ['云江市', '殷守拙', '价', '云江信达工程造价咨询有限公司', '一级造价工程师'],
  ['云江市', '康时敏', '价', '云江正衡工程咨询有限公司', '一级造价工程师'],
  ['云江市', '邢观澜', '价', '云江财经大学', '副教授'],
  ['云江市', '安之若', '价道', '云江市财政投资评审中心', '一级造价工程师'],
  ['云江市', '柏乔松', '价', '云江市审计服务中心', '高级审计师'],
  ['望川市', '顾千里', '道', '望川市规划设计研究院有限公司', '正高级工程师'],
  ['望川市', '冉秋实', '道', '望川市公路养护中心', '高级工程师'],
  ['望川市', '向𬭎', '道', '望川理工学院土木系', '教授'],
  ['望川市', '蒙以正', '道', '望川华屹建工有限公司', '高级工程师'],
  ['望川市', '闵书恒', '道价', '望川市代建管理中心', '高级工程师'],
  ['望川市', '符子衿', '桥', '望川理工学院土木系', '副教授'],
  ['望川市', '戚云舒', '桥', '望川市交通工程检测有限公司', '正高级工程师'],
  ['望川市', '屈仲言', '桥道', '望川市规划设计研究院有限公司', '高级工程师'],
  [
    '望川市',
    '阎松年',
    '桥',
    '望川高速公路建设有限公司',
    '正高级工程师',
    '青岚路桥工程有限公司',
    '2024-12-31',
  ],
  ['望川市', '荀墨', '桥', '望川市工程质量监督服务中心', '高级工程师'],
  ['望川市', '羊昭明', '水', '望川水务有限公司', '正高级工程师'],
  ['望川市', '鲍清如', '水', '望川市规划设计研究院有限公司', '高级工程师'],
  ['望川市', '海若水', '水', '望川市河道管理所', '高级工程师'],
  ['望川市', '宫长庚', '水道', '望川市城镇供排水服务中心', '高级工程师'],
  ['望川市', '封以微', '价', '望川市造价服务中心', '一级造价工程师'],
  ['望川市', '栾敏学', '价', '望川明正造价咨询有限公司', '一级造价工程师'],
  ['望川市', '卞思危', '价', '望川市政府投资审计中心', '高级审计师'],
  ['望川市', '买买提·艾力', '价桥', '望川理工学院管理系', '副教授'],
];

const initials: Record<string, Discipline> = {
  道: '市政道路',
  桥: '桥梁',
  水: '给水排水',
  价: '工程造价',
};

/** Forty experts, 22 in one city and 18 in the other; every discipline has at least four in each. */
export const experts: readonly DemoExpert[] = rows.map(
  ([city, name, letters, employer, title, past, until], i) => ({
    login: `expert.${String(i + 1).padStart(2, '0')}`,
    name,
    city,
    disciplines: [...letters].flatMap(letter => initials[letter] ?? []),
    employer,
    pastEmployers: past && until ? [{ name: past, until }] : [],
    title,
  }),
);
