import type { Block, Inline } from '../../../../platform/pdf/blocks.ts';
import type { Plan } from './words.ts';

const table = (
  caption: string,
  heads: readonly (readonly [string, number])[],
  rows: readonly (readonly Inline[])[],
): Block => ({
  kind: 'table',
  caption,
  columns: heads.map(([head, share]) => ({ head, share })),
  rows,
  size: 10,
  grid: true,
});

/** 附表: machines, people by month, milestones, test frequencies, and the risks with who answers for them. */
export function annexes(plan: Plan): Block[] {
  return [
    { kind: 'heading', level: 1, text: '附表', newPage: true },
    milestones(plan),
    machines(plan),
    workers(plan),
    materials(plan),
    tests(plan),
    risks(plan),
  ];
}

function milestones({ days, project, random, preparation }: Plan): Block {
  const steps: [string, number][] = [
    ['施工准备、围挡和便道', preparation / days],
    ['管线迁改和第一次交通导改', 0.11],
    ['外侧雨水、污水主管贯通', 0.26],
    ['外侧路基和基层', 0.38],
    ['外侧恢复通行', 0.45],
    ['内侧管道和路基', 0.6],
    ...(project.bridge
      ? [
          [`${project.bridge}桩基和下部结构`, 0.42] as [string, number],
          [`${project.bridge}上部结构`, 0.7] as [string, number],
        ]
      : []),
    ['内侧基层和下面层', 0.74],
    ['人行道、照明和绿化', 0.88],
    ['全幅上面层摊铺', 0.92],
    ['交通设施和联调', 0.96],
    ['竣工验收', 1],
  ];
  const rows = steps
    .map(
      ([name, share]) =>
        [name, Math.min(days, Math.round(days * share) + random.int(-4, 4))] as const,
    )
    .sort((a, b) => a[1] - b[1])
    .map(([name, day], i, all) => [
      String(i + 1),
      name,
      `第 ${i === all.length - 1 ? days : Math.max(5, day)} 日`,
    ]);
  return table(
    '表一　主要节点计划（自开工之日起）',
    [
      ['序号', 1.4],
      ['节点', 6],
      ['完成时间', 3],
    ],
    rows,
  );
}

function machines({ excavators, pavers, rollers, drills, trucks, random, project }: Plan): Block {
  const list: [string, string, number][] = [
    ['挖掘机', '1.2 立方米', excavators],
    ['小型挖掘机', '0.3 立方米', random.int(3, 6)],
    ['装载机', 'ZL50', random.int(4, 8)],
    ['推土机', '160 马力', random.int(2, 4)],
    ['自卸汽车', '新能源密闭 20 吨', trucks],
    ['振动压路机', '22 吨', Math.ceil(rollers / 2)],
    ['双钢轮压路机', '13 吨', Math.floor(rollers / 2)],
    ['轮胎压路机', '30 吨', random.int(2, 4)],
    ['沥青摊铺机', '12 米', pavers],
    ['铣刨机', '2 米', random.int(1, 3)],
    ['汽车起重机', '25 至 80 吨', random.int(4, 8)],
    ['静压打拔桩机', 'ZYJ', random.int(2, 4)],
    ['洒水车', '12 立方米', random.int(2, 4)],
    ['移动发电机', '200 千瓦', random.int(2, 4)],
    ['大功率水泵', '300 立方米每小时', random.int(8, 16)],
    ['管道检测机器人', '含内窥镜', random.int(1, 2)],
  ];
  if (project.bridge)
    list.push(
      ['旋挖钻机', '320 型', drills],
      ['智能张拉压浆设备', '套', random.int(2, 3)],
      ['盘扣支架', '吨', random.int(420, 680)],
    );
  const rows = list.map(([name, model, n], i) => [
    String(i + 1),
    name,
    model,
    String(n),
    String(random.int(2021, 2025)),
    random.pick(['自有', '自有', '租赁']),
    `开工后第 ${random.int(1, 60)} 日`,
  ]);
  return table(
    '表二　拟投入的主要施工设备',
    [
      ['序号', 1.4],
      ['设备名称', 4],
      ['型号规格', 4],
      ['数量', 2],
      ['制造年份', 2],
      ['来源', 2],
      ['进场时间', 4],
    ],
    rows,
  );
}

function workers({ peakWorkers, days, random }: Plan): Block {
  const months = Math.ceil(days / 30);
  const trades = ['管道工', '混凝土工', '钢筋工', '模板工', '沥青摊铺工', '普工', '电工和机修'];
  const rows = Array.from({ length: months }, (_, month) => {
    const load = Math.sin((Math.PI * (month + 1)) / (months + 1));
    const each = trades.map(() =>
      Math.max(2, Math.round((peakWorkers / trades.length) * load * (random.int(70, 130) / 100))),
    );
    return [`第 ${month + 1} 月`, ...each.map(String), String(each.reduce((a, b) => a + b, 0))];
  });
  return table(
    '表三　劳动力计划（人）',
    [['月份', 2.4], ...trades.map(t => [t, 2.2] as const), ['合计', 2]],
    rows,
  );
}

function materials({ random }: Plan): Block {
  const plants = ['云启', '江北', '望川一', '清溪', '鹿鸣', '建业'];
  const rows = [
    ['沥青混合料', '拌和站 2 家，互为备用', `${random.pick(plants)}拌和站`],
    ['水泥稳定碎石', '集中厂拌', `${random.pick(plants)}水稳站`],
    ['商品混凝土', '站点 3 家，运距不大于 15 公里', `${random.pick(plants)}商砼站`],
    ['钢筋', '两家大型钢厂直供', '按炉批追溯'],
    ['钢筋混凝土管', '本市管材厂，驻厂监造', `${random.int(20, 30)} 日一批`],
    ['球墨铸铁管、阀门', '一线品牌，发包人认可', '随货质保书'],
    ['检查井盖', '球墨铸铁防沉降，D400', '逐批送检'],
    ['苗木', '三家苗圃，挂牌号苗', '检疫证书'],
  ].map((row, i) => [String(i + 1), ...row]);
  return table(
    '表四　主要材料来源',
    [
      ['序号', 1.4],
      ['材料', 4],
      ['来源和要求', 7],
      ['说明', 5],
    ],
    rows,
  );
}

function tests({ random }: Plan): Block {
  const rows = [
    ['路基压实度', '每 1000 平方米每层 3 点', '环刀或者灌砂'],
    ['水稳强度', '每 2000 平方米一组', '7 日无侧限'],
    ['水稳压实度、厚度', '每 1000 平方米 1 点', '灌砂、钻芯'],
    ['沥青压实度、厚度', '每 1000 平方米 1 点', '钻芯'],
    ['弯沉', '每 20 米每车道 1 点', '贝克曼梁或者落锤'],
    ['平整度', '全线每车道连续', '八轮仪'],
    ['沟槽回填', '两井之间每层每侧 1 点', '环刀'],
    ['管道闭水', '每段', '规范方法'],
    ['桩基超声波', '100%', '声波透射'],
    ['混凝土试块', `每 ${random.pick(['100', '100', '80'])} 立方米不少于一组`, '标准养护'],
    ['钢筋连接', '每 300 个接头一批', '拉伸'],
  ].map((row, i) => [String(i + 1), ...row]);
  return table(
    '表五　检验和试验频率',
    [
      ['序号', 1.4],
      ['项目', 5],
      ['频率', 7],
      ['方法', 5],
    ],
    rows,
  );
}

function risks({ random, offer }: Plan): Block {
  const who = () =>
    random.pick([offer.profile.manager, offer.profile.engineer, '安全负责人', '施工负责人']);
  const rows = [
    ['深沟槽坍塌', '较大', '支护、监测、限载、雨后复查'],
    ['有限空间中毒', '重大', '审批、通风、检测、监护、救援装备'],
    ['燃气管线破坏', '重大', '探坑、人工开挖、监护、应急关阀'],
    ['起重伤害', '较大', '验收、持证、警戒、停止令'],
    ['占道车辆伤害', '较大', '标准布设、防撞车、协管员'],
    ['汛期内涝', '较大', '导流、水泵、值班、演练'],
    ['触电', '一般', 'TN-S、漏保、巡检'],
    ['高处坠落', '较大', '临边防护、安全带、通道'],
  ].map(([risk, level, measure], i) => [
    String(i + 1),
    risk ?? '',
    level ?? '',
    measure ?? '',
    who(),
  ]);
  return table(
    '表六　主要风险与责任人',
    [
      ['序号', 1.4],
      ['风险', 4],
      ['等级', 2],
      ['措施', 8],
      ['责任人', 3],
    ],
    rows,
  );
}
