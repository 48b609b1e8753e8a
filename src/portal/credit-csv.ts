import type { CreditRecord } from '../../contracts/credit.ts';
import { rulesAt } from '../credit/rules/rule-set.ts';
import { lineCauseWords } from '../credit/rules/words.ts';
import { beijingDay, beijingSecond } from '../kernel/beijing.ts';
import { csvOf } from '../kernel/csv.ts';

const head = ['事实', '来源', '编号', '依据', '日期', '有效至', '分值', '计', '说明'];

/** The sum as a table: the last column but one adds up to the score. */
export function creditCsv(found: CreditRecord): string {
  const { kinds } = rulesAt(new Date(found.at));
  const lines = found.lines.map(({ fact, article, points, counted, expires, cause }) => {
    const why = cause ? lineCauseWords[cause].zh : '';
    if (!fact) return ['已不再公示的事实', '', '', '', '', '', '', `${counted}`, why];
    const { title, reference } = fact.source;
    const kind = kinds.find(rule => rule.kind === fact.kind)?.title.zh ?? '';
    const days = [beijingDay(fact.on), beijingDay(expires)];
    return [kind, title.zh, reference, article.zh, ...days, `${points}`, `${counted}`, why];
  });
  const empty = ['', '', '', '', '', ''];
  return csvOf([
    [found.name, found.code, `截至 ${beijingSecond(found.at)}`, `办法 ${found.rules}`],
    head,
    ['起始分', ...empty, `${found.base}`, ''],
    ...lines,
    ['合计', ...empty, `${found.score}`, `${found.band} 级`],
  ]);
}
