import { RuleError } from '../../kernel/rule-error.ts';
import { labelled } from './bids-table.ts';
import { yesNo } from './cells.ts';
import { type Columns, columnsOf } from './columns.ts';
import type { CsvRow } from './csv-rows.ts';

/**
 * Reads decided cases: `tender,label`, 1 rigged or 0 not, one or more lines for a tender. Anything between is refused: a
 * model's own score is no decision, and a model must never be trained on itself.
 */
export function labelsTable() {
  const labels = new Map<string, boolean>();
  let columns: Columns | null = null;
  return {
    labels,
    add({ line, cells }: CsvRow): void {
      if (!columns) {
        columns = columnsOf(cells, ['tender', 'label']);
        return;
      }
      const [tender, text] = [columns.tender, columns.label].map(at =>
        (cells[at ?? -1] ?? '').trim(),
      );
      if (!text || !tender) return;
      const label = yesNo(text);
      if (label === null)
        throw new RuleError('MALFORMED', {
          zh: `第 ${line} 行：“${text}”不是定性结论，只能是 1 或 0。`,
          en: `Line ${line}: a label is a decision, 1 or 0, not “${text}”.`,
        });
      labels.set(tender, labelled(labels.get(tender) ?? null, label) === true);
    },
  };
}
