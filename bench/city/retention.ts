import type pg from 'pg';
import { RetentionKind } from '../../contracts/retention.ts';
import { roomForHolds } from '../../src/audit/retention/erase-due.ts';
import { dueRows, lastDay } from '../../src/audit/retention/kinds.ts';

/** As much of a plan as tells how a question was answered. */
interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Plan[];
}

interface Explained {
  readonly 'QUERY PLAN': [{ readonly Plan: Plan; readonly 'Execution Time': number }];
}

/** The scans that were carried out. */
const scansOf = (plan: Plan): Plan[] => [
  ...(plan['Actual Loops'] > 0 && (plan['Relation Name'] || plan['Index Name']) ? [plan] : []),
  ...(plan.Plans ?? []).flatMap(scansOf),
];

const told = (plan: Plan): string =>
  `${plan['Node Type']} ${plan['Index Name'] ?? plan['Relation Name']} ${Math.round(plan['Actual Rows'] * plan['Actual Loops'])}`;

/** What the hourly question after what has passed its term reads, kind by kind: EXPLAIN ANALYZE, in a word each. */
export async function explainRetention(client: pg.Client): Promise<void> {
  console.log('\nwhat has passed its term, asked each hour: time, blocks, and what was read');
  await client.query('begin');
  await client.query(roomForHolds);
  for (const kind of RetentionKind.options) {
    const { rows } = await client.query<Explained>(
      `explain (analyze, buffers, format json) ${dueRows(kind, 500).replace('?', '$1')}`,
      [lastDay(kind, new Date())],
    );
    const { Plan: plan, 'Execution Time': ms } = (rows[0] as Explained)['QUERY PLAN'][0];
    const blocks = plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
    const read = scansOf(plan).map(told).join(', ');
    console.log(`${kind.padEnd(13)} ${ms.toFixed(0).padStart(5)} ms ${blocks} blocks; ${read}`);
  }
  await client.query('rollback');
}
