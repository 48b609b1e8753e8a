import type { LotRules } from '../../contracts/tender/lot-rules.ts';
import type { PublicProject } from '../../contracts/tender/project.ts';
import { dayOf, daysBetween } from '../kernel/calendar.ts';
import { articleWords } from '../kernel/law.ts';
import { formatThousands, parseYuan } from '../kernel/money.ts';
import { type ArticleId, articles } from '../tender/rules/articles.ts';
import { asksBond, reliefWords } from '../tender/rules/bond-terms.ts';
import { hash } from './figures.ts';
import { type Child, type Html, html } from './html.ts';
import { anchor, type Reader } from './reader.ts';

type Lot = PublicProject['lots'][number];
type Rule = readonly [rule: string, here: Child, article: ArticleId];

/** The rules of a lot, each with its article beside it; the whole of them is data, named by its hash. */
export function rulesSection(
  reader: Reader,
  project: PublicProject,
  lot: Lot,
  place: number,
): Html {
  const { say, language } = reader;
  const name = (id: ArticleId) => articles[id][language === 'en' ? 'nameEn' : 'name'];
  const [here, basis] = [say('本项目', 'Here'), say('依据', 'Basis')];
  return html`<section id="${anchor('rules', place)}"><h2>${say('规则与依据', 'Rules and their basis')}${project.lots.length > 1 && html` <small>${lot.title}</small>`}</h2>
<table class="kb-table kb-table--cards pt-rules"><thead><tr><th scope="col">${say('规则', 'Rule')}</th><th scope="col">${here}</th><th scope="col">${basis}</th></tr></thead>
<tbody>${ruleRows(reader, project, lot.rules).map(
    ([rule, meaning, article]) =>
      html`<tr><td>${rule}</td><td data-l="${here}">${meaning}</td><td data-l="${basis}" class="pt-law">${name(article)}</td></tr>`,
  )}</tbody></table>
<details class="pt-more"><summary>${say('评审和评分标准', 'Review and scoring standards')}</summary>${standards(reader, lot.rules)}</details>
<p class="kb-hint">${say(`规则第 ${lot.rules.version} 版，摘要`, `Rules version ${lot.rules.version}, SHA-256`)} ${hash(lot.rulesSha256)}</p></section>`;
}

function ruleRows({ say }: Reader, { schedule }: PublicProject, rules: LotRules): Rule[] {
  const days = daysBetween(dayOf(new Date(schedule.issueFrom)), dayOf(new Date(schedule.deadline)));
  const { committee, technical, price } = rules;
  const cities = committee.cities.join(say('、', ', '));
  return [
    [
      say('文件发出至截止', 'Issue to deadline'),
      say(`${days} 天（不少于 20 天）`, `${days} days (at least 20)`),
      'A24',
    ],
    [
      say('评标委员会', 'Committee'),
      say(
        `${committee.size} 人，专家 ${committee.experts} 人，从${cities}随机抽取`,
        `${committee.size} members, ${committee.experts} experts drawn at random from ${cities}`,
      ),
      'A37',
    ],
    [
      say('评分', 'Scoring'),
      say(
        `技术 ${technical.weight}、报价 ${price.weight}`,
        `Technical ${technical.weight}, price ${price.weight}`,
      ),
      'B49',
    ],
    ...bondRows(say, rules),
    [say('报价得分', 'Price score'), formula(rules, say), 'A40'],
    [
      say('开标', 'Opening'),
      say(
        `不见面开标；解密 ${rules.releaseWindowMinutes} 分钟`,
        `Remote; ${rules.releaseWindowMinutes} minutes to release`,
      ),
      'C30',
    ],
    [
      say('中标候选人', 'Candidates'),
      say(`不超过 ${rules.candidates} 名，排序`, `At most ${rules.candidates}, ranked`),
      'B53',
    ],
  ];
}

/** What a bidder gives, and whether good credit gives less: only what stands here applies. */
function bondRows(say: Reader['say'], rules: LotRules): Rule[] {
  if (!asksBond(rules)) return [];
  const amount = formatThousands(parseYuan(rules.bond));
  const { zh, en } = reliefWords(rules);
  return [[say('投标保证金', 'Bid bond'), say(`${amount} 元${zh}`, `${amount} yuan${en}`), 'B26']];
}

function formula({ price }: LotRules, say: Reader['say']): Child {
  if (price.id === 'lowest-price')
    return say(
      `${price.weight} × 有效最低报价 ÷ 投标报价`,
      `${price.weight} × lowest valid price ÷ price`,
    );
  const { trim, deduct } = price;
  return html`${say(
    `基准价 B =（${price.ceilingShare} × 限价 +（1 − ${price.ceilingShare}）× 平均价）×（1 − ${price.float}）`,
    `Benchmark B = (${price.ceilingShare} × ceiling + (1 − ${price.ceilingShare}) × mean) × (1 − ${price.float})`,
  )}<br>${say(
    `不少于 ${trim.from} 家时去掉 ${trim.high} 个最高、${trim.low} 个最低；高于 B 每 1% 扣 ${deduct.above} 分，低于 B 每 1% 扣 ${deduct.below} 分`,
    `From ${trim.from} bids on, ${trim.high} highest and ${trim.low} lowest left out; −${deduct.above} per 1 % above B, −${deduct.below} per 1 % below`,
  )}${price.draw && html`<br>${say('参数在开标时公开抽取', 'Parameters drawn in public at the opening')}`}`;
}

function standards({ say, language }: Reader, rules: LotRules): Html {
  const list = (items: LotRules['qualification']) =>
    html`<ul class="pt-list">${items.map(i => html`<li>${i.title} <span class="pt-law">${articleWords(i.article)[language]}</span></li>`)}</ul>`;
  return html`<h3>${say('资格评审', 'Qualification')}</h3>${list(rules.qualification)}
<h3>${say('响应性评审', 'Responsiveness')}</h3>${list(rules.responsiveness)}
<h3>${say('技术评分', 'Technical scoring')}</h3>
<table class="kb-table"><thead><tr><th scope="col">${say('评分项', 'Item')}</th><th scope="col" class="kb-right">${say('满分', 'Max')}</th><th scope="col">${say('类别', 'Kind')}</th><th scope="col">${say('分档', 'Bands')}</th></tr></thead>
<tbody>${rules.technical.items.map(
    i =>
      html`<tr><td>${i.title}</td><td class="kb-num kb-right">${i.max}</td><td>${i.kind === 'objective' ? say('客观分', 'Objective') : say('主观分', 'Subjective')}</td><td>${i.bands.map(b => html`<span class="kb-num">${b.from}–${b.to}</span> ${b.text}<br>`)}</td></tr>`,
  )}</tbody></table>`;
}
