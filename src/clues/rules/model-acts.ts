import type { ModelActId, ModelState } from '../../../contracts/clues/learning.ts';
import type { Evaluation } from '../../analytics/learn/train.ts';
import { RuleError } from '../../kernel/rule-error.ts';

/** What may become of a model: two people put it in use, one is enough to end that. */
export const modelActs: Readonly<
  Record<ModelActId, { readonly from: readonly ModelState[]; readonly to: ModelState }>
> = {
  propose: { from: ['trained', 'ended'], to: 'proposed' },
  decline: { from: ['proposed'], to: 'trained' },
  approve: { from: ['proposed'], to: 'used' },
  end: { from: ['used'], to: 'ended' },
};

export interface DoneToModel {
  readonly act: ModelActId;
  readonly person: string;
}

/** Where a model stands after all that was done to it. */
export const stateOf = (acts: readonly DoneToModel[]): ModelState => {
  const last = acts.at(-1);
  return last ? modelActs[last.act].to : 'trained';
};

/** What of a model decides whether it may be used. */
export interface ModelFacts {
  readonly acts: readonly DoneToModel[];
  readonly evaluation: Pick<Evaluation, 'auc' | 'gain' | 'untrained' | 'usable'>;
  /** Whether this version of the platform sees the features that it was taught. */
  readonly fits: boolean;
}

/** Throws unless this may be done to the model by this person. */
export function requireModelAct(act: ModelActId, facts: ModelFacts, person: string): void {
  const { acts, evaluation } = facts;
  const state = stateOf(acts);
  if (!modelActs[act].from.includes(state))
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '这个模型现在的状态不能做这件事，请刷新后再看。',
        en: 'The model is in another state. Reload the page.',
      },
      { act, state },
    );
  if (act === 'approve' && acts.at(-1)?.person === person)
    throw new RuleError(
      'FORBIDDEN',
      {
        zh: '提出启用的人不能自己批准，请由另一位监督人员复核。',
        en: 'Who proposed the model does not approve it: another supervisor does.',
      },
      { reason: 'same-person' },
    );
  if (act !== 'propose' && act !== 'approve') return;
  if (!facts.fits)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '模型是按平台的另一个版本训练的，不能启用，请重新训练。',
        en: 'The model was taught by another version of the platform. Train it again.',
      },
      { reason: 'other-version' },
    );
  requireBetter(evaluation);
}

const three = (x: number) => x.toFixed(3);

/** The stated rule: on the same folds, the low end of its gain over the untrained score above 0, and of its AUC above 0.5. */
function requireBetter({ auc, gain, untrained, usable }: ModelFacts['evaluation']): void {
  if (usable) return;
  const figures = `AUC ${three(auc.value)}（${three(auc.low)}–${three(auc.high)}）`;
  const over = `${three(gain.value)}（${three(gain.low)}–${three(gain.high)}）`;
  throw new RuleError(
    'WRONG_STATE',
    {
      zh: `交叉验证没有证明它优于未经学习的规则，不能启用：${figures}，规则 ${three(untrained.score)}，高出 ${over}；要求区间下端大于 0，AUC 区间下端大于 0.5。`,
      en: `Cross-validation does not show it to be better than the untrained rules: AUC ${three(auc.value)} (${three(auc.low)}–${three(auc.high)}), rules ${three(untrained.score)}, gain ${three(gain.value)} (${three(gain.low)}–${three(gain.high)}); the low end of the gain must be above 0 and that of the AUC above 0.5.`,
    },
    { reason: 'not-better', auc, gain, untrained: untrained.score },
  );
}

/** What the caller may do now, for the screen to offer; a refusal for its numbers is still told when tried. */
export const actsFor = ({ acts }: Pick<ModelFacts, 'acts'>, person: string): ModelActId[] =>
  (Object.keys(modelActs) as ModelActId[]).filter(
    act =>
      modelActs[act].from.includes(stateOf(acts)) &&
      !(act === 'approve' && acts.at(-1)?.person === person),
  );
