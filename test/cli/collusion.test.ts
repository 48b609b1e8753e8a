import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

import { marketCsv } from '../../bench/market/csv.ts';
import { marketOf } from '../../bench/market/market.ts';

const dir = mkdtempSync(join(tmpdir(), 'kaibiao-collusion-'));
afterAll(() => rmSync(dir, { recursive: true }));
const command = join(import.meta.dirname, '..', '..', 'src', 'cli', 'kaibiao.ts');

interface Line {
  readonly tender: string;
  readonly n: number;
  readonly score: number;
  readonly screens: Record<string, number | null>;
  readonly flags: { id: string; strength: number; why: string }[];
  readonly needs?: object;
}

function run(content: string | Uint8Array, ...options: string[]) {
  const file = join(dir, `${Math.random()}.csv`);
  writeFileSync(file, content);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [command, 'collusion', file, ...options],
    {
      encoding: 'utf8',
    },
  );
  const lines = stdout.split('\n').filter(line => line.startsWith('{'));
  return { status, stderr, lines: lines.map(line => JSON.parse(line) as Line) };
}

const plain = `tender,bidder,amount
A,x,1000000
A,y,1004000
A,z,1005000
A,w,1006000
B,x,900000
B,y,1010000
B,z,1130000
C,,500
C,,510
`;

describe('kaibiao collusion', () => {
  test('one line of JSON for each tender, close prices above wide ones, each explained', () => {
    const { status, lines } = run(plain);
    expect(status).toBe(0);
    const [a, b, c] = lines as [Line, Line, Line];
    expect(lines.map(line => [line.tender, line.n])).toEqual([
      ['A', 4],
      ['B', 3],
      ['C', 2],
    ]);
    expect(a.score).toBeGreaterThan(b.score);
    expect(a.screens.cv).toBeCloseTo(0.0026206, 6);
    expect(a.flags.map(f => f.id)).toContain('cv');
    for (const flag of a.flags) {
      expect(flag.strength).toBeGreaterThanOrEqual(0.9);
      expect(flag.why).toMatch(/[一-鿿].* · .*[a-z]/);
      expect(flag.why).not.toContain('{');
    }
    expect(b.flags).toEqual([]);
    expect(c).toMatchObject({ flags: [], needs: { what: 'bids', least: 3, has: 2 } });
  });

  const same = (content: string | Uint8Array) => {
    const { status, stderr, lines } = run(content, '--json');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const byName = lines.toSorted((x, y) => x.tender.localeCompare(y.tender));
    expect(byName).toEqual(run(plain).lines);
  };
  test('a byte order mark, CRLF and quotes change nothing', () => {
    same(`\uFEFF${plain.replaceAll('\n', '\r\n').replaceAll(/^A,/gm, '"A",')}`);
  });
  test('Chinese heads, in the encoding Chinese spreadsheets save, change nothing', () => {
    const heads = plain.replace('tender,bidder,amount', '标段编号,投标人,投标报价（元）');
    same(heads);
    const head = Buffer.from('b1eab6ceb1e0bac52ccdb6b1eac8cb2cb1a8bcdb0a', 'hex');
    same(Buffer.concat([head, Buffer.from(plain.slice(plain.indexOf('\n') + 1))]));
  });
  test('semicolons with decimal commas, other columns, another order of columns change nothing', () => {
    const rows = plain
      .trim()
      .split('\n')
      .slice(1)
      .map(row => row.split(','));
    same(
      ['note;amount;Tender ID;Bidder', ...rows.map(([t, b, a]) => `;${a},00;${t};${b}`)].join('\n'),
    );
    same(
      [
        'amount,bidder,tender',
        ...rows.map(([t, b, a]) => `"${Number(a).toLocaleString('en')}",${b},${t}`),
      ].join('\n'),
    );
  });
  test('neither the order of the rows nor the currency moves a score', () => {
    const [head, ...rows] = plain.trim().split('\n') as [string, ...string[]];
    same([head, ...rows.toReversed()].join('\n'));
    const dear = rows.map(row => row.replace(/\d+$/, amount => String(Number(amount) * 0.8)));
    const scores = run([head, ...dear].join('\n')).lines.map(line => line.score);
    for (const [at, line] of run(plain).lines.entries())
      expect(scores[at]).toBeCloseTo(line.score, 5);
  });
  test('a label is never read by a score', () => {
    const labelled = (mark: (t: string) => string) =>
      run(
        plain
          .trim()
          .split('\n')
          .map((row, at) => `${row},${at === 0 ? 'label' : mark(row[0] as string)}`)
          .join('\n'),
      ).lines;
    expect(labelled(t => (t === 'A' ? '1' : '0'))).toEqual(labelled(t => (t === 'A' ? '0' : '1')));
  });

  test.each([
    ['A,x,', '第 3 行', 'Line 3: the amount is missing'],
    ['A,x,abc', '第 3 行', 'Line 3: the amount is not a number above zero'],
    ['A,x,-5', '第 3 行', 'not a number above zero'],
    [',x,5', '第 3 行', 'Line 3: the tender is missing'],
    ['A,"x,5', '第 3 行', 'Line 3: a quote is not closed'],
  ])('%s is refused by its line', (row, zh, en) => {
    const { status, stderr, lines } = run(`tender,bidder,amount\nA,y,7\n${row}\n`);
    expect(status).toBe(1);
    expect(lines).toEqual([]);
    expect(stderr).toContain(zh);
    expect(stderr).toContain(en);
  });
  test('--lenient leaves such lines out and says which', () => {
    const { status, stderr, lines } = run(plain.replace('A,x,1000000', 'A,x,'), '--lenient');
    expect([status, lines[0]?.n]).toEqual([0, 3]);
    expect(stderr).toContain('lines left out: 2');
  });
  test('a file without the columns, no file, and no such file are told apart', () => {
    expect(run('a,b\n1,2\n').stderr).toContain('lacks the column tender, amount');
    const none = spawnSync(process.execPath, [command, 'collusion'], { encoding: 'utf8' });
    expect(none.status).toBe(2);
    const gone = spawnSync(process.execPath, [command, 'collusion', join(dir, 'gone')], {
      encoding: 'utf8',
    });
    expect([gone.status, gone.stderr]).toEqual([2, expect.stringContaining('cannot open')]);
  });
});

describe('kaibiao collusion --train', () => {
  const market = marketOf({ kind: 'cover', tenders: 120, share: 0.4, seed: 5 });
  const table = marketCsv(market);
  const labels = ['tender,label', ...market.map(t => `${t.tender},${t.label ? '串标' : 0}`)].join(
    '\n',
  );
  const trained = (...options: string[]) => run(table, ...options);
  const byColumn = trained('--train');

  test('prints each tender’s score from a model that did not see it, then evaluation and model', () => {
    expect(byColumn.status).toBe(0);
    expect(byColumn.lines.length).toBe(121);
    const { evaluation, model } = byColumn.lines.at(-1) as unknown as {
      evaluation: Record<string, { value: number; low: number; high: number }>;
      model: { format: string };
    };
    for (const name of ['auc', 'averagePrecision', 'balancedAccuracy']) {
      const { value, low, high } = evaluation[name] as { value: number; low: number; high: number };
      expect(low <= value && value <= high && low > 0.5, name).toBe(true);
    }
    expect(model.format).toBe('kaibiao-collusion-model/1');
    expect(byColumn.lines[0]).toHaveProperty('untrained');
    expect(byColumn.stderr).toContain('AUC');
  });
  test('labels from a file of their own teach the same', () => {
    const file = join(dir, 'labels.csv');
    writeFileSync(file, labels);
    expect(trained('--train', file).lines).toEqual(byColumn.lines);
  });
  test('a score is not a decision: it is refused as a label', () => {
    const file = join(dir, 'scores.csv');
    writeFileSync(file, 'tender,label\nT1,0.93\n');
    const { status, stderr, lines } = trained('--train', file);
    expect([status, lines]).toEqual([1, []]);
    expect(stderr).toContain('Line 2: a label is a decision');
  });
  test('too few decided tenders are refused', () => {
    const file = join(dir, 'few.csv');
    writeFileSync(file, 'tender,label\nT1,1\nT2,0\n');
    const { status, stderr } = trained('--train', file);
    expect(status).toBe(1);
    expect(stderr).toContain('Too few decided tenders');
  });
  test('the last line is a model that scores other tables', () => {
    const file = join(dir, 'model.json');
    const last = byColumn.lines.at(-1) as unknown as { model: { evaluation: { usable: boolean } } };
    last.model.evaluation.usable = true;
    writeFileSync(file, JSON.stringify(last));
    const { status, lines } = run(plain, '--model', file);
    expect(status).toBe(0);
    expect(lines.map(line => line.tender)).toEqual(['A', 'B', 'C']);
    expect(lines[0]?.score).toBeGreaterThan(0);
    last.model.evaluation.usable = false;
    writeFileSync(file, JSON.stringify(last));
    const refused = run(plain, '--model', file);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('may not be used');
  });
});
