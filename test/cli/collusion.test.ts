import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

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
