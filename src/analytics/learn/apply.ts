import { RuleError } from '../../kernel/rule-error.ts';
import type { Contribution } from '../combine/contributions.ts';
import { chanceOf } from './choose.ts';
import { drifted } from './drift.ts';
import { forestContributions } from './forest.ts';
import { logisticContributions } from './logistic.ts';
import type { Table } from './table.ts';
import type { Model } from './train.ts';

/** A stored model, checked: its version, and that it was found better than the untrained score. */
export function requireUsable(stored: unknown): Model {
  const model = stored as Model;
  if (model?.format !== 'kaibiao-collusion-model/1')
    throw new RuleError('MALFORMED', {
      zh: '这不是本版本的模型文件。',
      en: 'Not a model of this version.',
    });
  if (!model.evaluation.usable)
    throw new RuleError('MALFORMED', {
      zh: '这个模型经交叉验证不优于未训练的评分，不能使用。',
      en: 'In cross-validation this model was not better than the untrained score; it may not be used.',
    });
  return model;
}

/** Shows how a trained model sees a table of features, and what has drifted since it was trained. */
export function applied(model: Model, table: Table) {
  if (table.names.join() !== model.features.join())
    throw new RuleError('MALFORMED', {
      zh: '模型的特征与本版本不同。',
      en: 'The model was made for other features.',
    });
  return {
    drift: drifted(model.reference, table),
    chanceAt: (at: number): number => chanceOf(model, table.rows[at] as number[]),
    contributionsAt: (at: number) => trainedContributions(model, table.rows[at] as number[]),
  };
}

const shown = 8;

/** What moved the answer most, averaged over the parts; each part in its own unit (chance for trees, log-odds for logistic). */
function trainedContributions({ parts, features }: Model, row: readonly number[]): Contribution[] {
  const moved = features.map(() => 0);
  for (const part of parts) {
    const by =
      part.kind === 'logistic'
        ? logisticContributions(part, row)
        : forestContributions(part, row, features.length);
    by.forEach((value, f) => {
      moved[f] = (moved[f] as number) + value / parts.length;
    });
  }
  return features
    .map((id, f) => ({ id, logOdds: moved[f] as number }))
    .sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds))
    .slice(0, shown);
}
