import { beijingDate, beijingSecond } from '../../../kernel/beijing.ts';
import { formatThousands } from '../../../kernel/money.ts';
import { agencyOf, type TenderFacts, tendererOf } from '../project.ts';

/** Chapter 1 招标公告: what is tendered, who may bid, where the documents are (A16, B15, C20). */
export function notice({ project, code, schedule, rules }: TenderFacts): string {
  const tenderer = tendererOf(project);
  const agency = agencyOf(project);
  const bridge = project.bridge ? `新建${project.bridge}一座；` : '';
  return `
# 第一章　招标公告
## 1. 招标条件
本招标项目${project.name}（项目编号 ${code}）已由${project.city}发展和改革委员会以“${project.approval}”批准建设，项目业主和招标人为${tenderer.name}，建设资金来自${project.fundSource}，出资比例为 100%，资金已落实。招标代理机构为${agency.name}。项目已具备招标条件，现对${project.lot}的施工进行公开招标。
## 2. 项目概况与招标范围
2.1 建设地点：${project.place}，起于${project.from}，止于${project.to}。
2.2 建设规模：道路全长 ${project.lengthMetres} 米，规划红线宽 ${project.widthMetres} 米；${bridge}同步实施排水、给水、照明、交通设施和绿化工程。
2.3 招标范围：施工图纸和工程量清单所示的全部内容，包括旧路及构筑物拆除、路基路面、${project.bridge ? '桥梁、' : ''}雨水和污水管道、给水管道、道路照明、交通标志标线和信号、行道树及绿化带，以及施工期间的交通疏解、管线保护和缺陷责任期内的缺陷修复。
2.4 计划工期：${project.periodDays} 个日历天。实际开工日期以监理人发出的开工通知载明的日期为准。
2.5 质量要求：符合国家现行施工质量验收规范，一次验收合格。
2.6 最高投标限价：人民币 ${formatThousands(project.ceilingFen)} 元。本项目不设最低投标限价，不设标底。
## 3. 投标人资格要求
3.1 投标人须具备独立法人资格，持有有效的营业执照。
3.2 投标人须具备市政公用工程施工总承包一级及以上资质，并持有有效的安全生产许可证。
3.3 拟派项目经理须具备市政公用工程专业一级注册建造师执业资格和有效的安全生产考核合格证书（B 证），且在投标截止时未担任其他在施建设工程的项目经理。
3.4 投标人自 2021 年 1 月 1 日以来，至少完成过一项单项合同额不低于最高投标限价 50% 的城市道路或者桥梁工程施工，以竣工验收证明所载日期和内容为准。
3.5 投标人和拟派项目经理未被列入失信被执行人名单，未处在被取消或者暂停投标资格的处罚期内。
3.6 本次招标不接受联合体投标。
3.7 单位负责人为同一人或者存在控股、管理关系的不同单位，不得参加同一标段投标，违反的，相关投标均无效（《招标投标法实施条例》第三十四条）。
3.8 本次招标采用资格后审，由评标委员会在评标时按第三章规定的标准审查。
## 4. 招标文件的获取
4.1 招标文件自 ${beijingSecond(schedule.issueFrom)} 至 ${beijingSecond(schedule.issueTo)} 在电子交易平台发布，任何人可以直接下载，无须登记，不收费用（《电子招标投标办法》第二十条）。
4.2 招标文件包括本文件、工程量清单和图纸。每个文件的 SHA-256 摘要与公告一并发布，下载后请自行核对。
## 5. 投标文件的递交
5.1 投标文件递交的截止时间（投标截止时间，下同）为 ${beijingSecond(schedule.deadline)}（北京时间）。
5.2 投标文件由投标人在自己的计算机上加密、签名后，通过电子交易平台递交。平台收到完整的投标文件即时签发回执，回执载明接收时刻、清单摘要和公开日志位置。
5.3 投标截止时间前未完成传输的，视为撤回投标文件；截止时间后送达的，平台拒收（《电子招标投标办法》第二十七条）。未加密的投标文件，平台拒收并说明原因（第二十六条）。
5.4 上传完成不等于投标完成。投标人须明确点击“提交”并取得回执，方为完成投标。
## 6. 开标
6.1 开标时间与投标截止时间相同，采用网上不见面开标。投标人在开标大厅签到，在 ${rules.releaseWindowMinutes} 分钟内用加密时的证书解除自己的锁；各投标文件由解密委员同时开启。
6.2 因投标人原因未解密的，视为撤销投标文件；因投标人之外原因未解密的，视为撤回投标文件，投标人有权要求责任方赔偿因此遭受的直接损失（《电子招标投标办法》第三十一条）。部分投标文件未解密的，其他投标文件照常开标。
6.3 投标人少于三个的，不开标，招标人依法重新招标（《招标投标法实施条例》第四十四条）。
## 7. 发布公告的媒介
本公告在${project.city}公共资源交易平台发布，其签名、时间和内容摘要写入平台公开日志，任何人可以核验。
## 8. 联系方式
招标人：${tenderer.name}　地址：${tenderer.address}　电话：${tenderer.phone}
招标代理机构：${agency.name}　地址：${agency.address}　电话：${agency.phone}
监督部门：${project.city}住房和城乡建设局　电话见平台公示
发布日期：${beijingDate(schedule.issueFrom)}
`;
}
