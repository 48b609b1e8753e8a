import { rules2025 } from '../../../src/credit/rules/2025.ts';
import { sayRow } from '../../words/language.ts';

/** The title of a kind of fact; the first version of the rules names every kind. */
export function kindName(kind: string): string {
  const rule = rules2025.kinds.find(one => one.kind === kind);
  return rule ? sayRow(rule.title) : kind;
}

/** A fact as people call it: the number of an entry, or what a trade proved. */
export function factName(id: string): string {
  const [kind = '', rest = ''] = id.split(':');
  return kind === 'entry' ? rest : kindName(kind);
}
