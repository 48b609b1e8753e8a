import { priorWeights } from '../../analytics/combine/prior-weights.ts';
import { featuresVersion } from '../../analytics/learn/features.ts';
import { labelsVersion } from './labels.ts';
import { weights } from './weights.ts';

/** The rules that a model is taught by now. */
export const taughtBy: readonly string[] = [
  labelsVersion,
  featuresVersion,
  priorWeights.version,
  `weights/${weights.version}`,
];

/** Whether a model may see with these eyes: the rules that it was taught by are still those of the platform. */
export const fits = (rules: readonly string[]): boolean => rules.join() === taughtBy.join();
