import type { ProblemCode } from '../../../contracts/problem.ts';
import type { Finding } from '../../../contracts/tender/lawfulness.ts';
import type { Words } from '../../../contracts/words.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { type ArticleId, articles } from './articles.ts';

interface Judged {
  readonly lawful: boolean;
  readonly how: Words;
  readonly earliest?: Date | null;
}

/** One date or rule, judged, with its article as the law writes it. */
export function finding(item: string, article: ArticleId, judged: Judged): Finding {
  const { name, nameEn, text, textEn } = articles[article];
  return {
    item,
    lawful: judged.lawful,
    article: name,
    articleEn: nameEn,
    text,
    textEn,
    how: judged.how.zh,
    howEn: judged.how.en,
    earliest: judged.earliest?.toISOString() ?? null,
  };
}

/** The refusal for what is not lawful: the first in its words, all of them in the facts; null when all is. */
export function broken(code: ProblemCode, findings: readonly Finding[]): RuleError | null {
  const faults = findings.filter(f => !f.lawful);
  const [first] = faults;
  if (!first) return null;
  const said = {
    zh: `${first.how}（${first.article}）`,
    en: `${first.howEn} (${first.articleEn})`,
  };
  return new RuleError(code, said, { findings: faults });
}
