import { describe, expect, test } from 'vitest';
import type { CreditFact, CreditKind } from '../../../contracts/credit.ts';
import { CreditKind as Kinds } from '../../../contracts/credit.ts';
import { publicLines } from '../../../src/credit/rules/publicity.ts';
import { creditRulesSha256, ruleSets, rulesAt } from '../../../src/credit/rules/rule-set.ts';
import { sumOf } from '../../../src/credit/rules/sum.ts';
import { addMonths } from '../../../src/kernel/calendar.ts';

const at = new Date('2026-09-10T07:00:00.000Z');
const rules = rulesAt(at);
let count = 0;
const fact = (kind: CreditKind, change: Partial<CreditFact> = {}): CreditFact => {
  const id = `${kind}:${++count}`;
  const on = '2026-06-01T00:00:00.000Z';
  const source = { title: { zh: '来源', en: 'Source' }, reference: id, event: null };
  return {
    ...{ id, kind, matter: id, on, publishedAt: on, until: null, pauses: [] },
    ...{ source: { ...source, href: null, sha256: null }, ...change },
  };
};
const score = (...facts: CreditFact[]) => sumOf(facts, rules, at).score;
const causeOf = (facts: CreditFact[], when = at) => sumOf(facts, rules, when).lines[0]?.cause;

describe('the rules as published', () => {
  test('cover each kind of fact in some version, once, with an article in both languages', () => {
    for (const { kinds } of ruleSets) {
      expect(new Set(kinds.map(k => k.kind)).size).toBe(kinds.length);
      for (const { article, title } of kinds)
        for (const text of [article.zh, article.en, title.zh, title.en])
          expect(text.length).toBeGreaterThan(1);
    }
    expect(new Set(ruleSets.flatMap(s => s.kinds.map(k => k.kind)))).toEqual(
      new Set(Kinds.options),
    );
  });

  test('hold a penalty three years at most, its publication’s longest term', () => {
    for (const { kinds } of ruleSets)
      expect(kinds.filter(k => k.points < 0 && k.months > 36)).toEqual([]);
  });

  test('never change once published: another number of points is another version', () => {
    expect(ruleSets.map(set => [set.version, creditRulesSha256(set)])).toEqual(published);
  });

  test('are those in force at the time that is asked for', () => {
    expect(rulesAt(new Date('2025-06-01T00:00:00Z')).version).toBe('2025-1');
    expect(rulesAt(new Date('2025-12-31T15:59:59.999Z')).version).toBe('2025-1');
    expect(rulesAt(new Date('2025-12-31T16:00:00.000Z')).version).toBe('2026-1');
  });
});

describe('the sum', () => {
  test('of nobody’s facts is the base, in the best band: who comes from elsewhere is not worse off', () => {
    expect(sumOf([], rules, at)).toEqual({ score: 100, band: 'A', lines: [] });
  });

  test.each(rules.kinds.map(k => [k.kind, k.points, k.months] as const))(
    '%s counts %i for %i months',
    (kind, points, months) => {
      const one = fact(kind);
      expect(score(one)).toBe(100 + points);
      const end = addMonths(new Date(one.on), months);
      const before = new Date(end.getTime() - 1);
      expect(sumOf([one], rules, before).score).toBe(100 + points);
      expect(sumOf([one], rules, end)).toMatchObject({ score: 100, lines: [{ cause: 'expired' }] });
      expect(sumOf([one], rules, end).lines[0]?.expires).toBe(end.toISOString());
    },
  );

  test('knows nothing before it was published', () => {
    const later = new Date(at.getTime() + 1).toISOString();
    expect(sumOf([fact('penalty-serious', { publishedAt: later })], rules, at).lines).toEqual([]);
  });

  test('counts a listing to the end of its ban where that lasts longer', () => {
    const on = '2021-01-01T00:00:00.000Z';
    const until = '2027-01-01T00:00:00.000Z';
    const listing = fact('listing-by-law', { on, publishedAt: on, until });
    expect(score(listing)).toBe(60);
    expect(causeOf([listing], new Date(until))).toBe('expired');
  });

  test.each(['suspended', 'repaired', 'revoked', 'corrected'] as const)(
    'leaves out what is %s, from then on and no sooner',
    cause => {
      const pause = { from: at.toISOString(), until: null, cause };
      const one = fact('listing-by-law', { pauses: [pause] });
      expect(causeOf([one])).toBe(cause);
      expect(sumOf([one], rules, at).score).toBe(100);
      expect(sumOf([one], rules, new Date(at.getTime() - 1)).score).toBe(60);
    },
  );

  test('counts again what was suspended for a while', () => {
    const [from, until] = ['2026-07-01T00:00:00.000Z', '2026-08-01T00:00:00.000Z'];
    const one = fact('listing-by-law', { pauses: [{ from, until, cause: 'suspended' }] });
    expect(sumOf([one], rules, new Date(from)).score).toBe(100);
    expect(sumOf([one], rules, new Date(until)).score).toBe(60);
  });

  test('holds one act against nobody twice: the weightier of two counts', () => {
    const [bid, bond] = [
      fact('bid-revoked', { matter: 'bid:1' }),
      fact('bond-kept', { matter: 'bid:1' }),
    ];
    expect(score(bid, bond)).toBe(92);
    const lines = sumOf([bid, bond], rules, at).lines;
    expect(lines.map(l => [l.fact.kind, l.counted, l.cause])).toEqual([
      ['bond-kept', -8, null],
      ['bid-revoked', 0, 'same-matter'],
    ]);
  });

  test('lets praise outweigh no more than the cap', () => {
    const awards = [fact('award-national'), fact('award-provincial'), fact('award-city')];
    expect(score(...awards)).toBe(110);
    expect(sumOf(awards, rules, at).lines.map(l => l.counted)).toEqual([8, 2, 0]);
    expect(score(...awards, fact('penalty-serious'))).toBe(90);
  });

  test('has no points for what no rule names', () => {
    const minor = fact('penalty-minor');
    expect(causeOf([minor])).toBe('no-rule');
    expect(score(minor)).toBe(100);
    const clue = { ...fact('penalty-serious'), kind: 'clue' as CreditKind };
    expect(score(clue)).toBe(100);
  });

  test.each([
    [95, 'A'],
    [94, 'B'],
    [80, 'B'],
    [79, 'C'],
    [60, 'C'],
    [59, 'D'],
    [-60, 'D'],
  ] as const)('of %i is band %s', (wanted, band) => {
    const kinds = [{ ...rules.kinds[0], kind: 'bid-revoked' as const, points: wanted - 100 }];
    const made = { ...rules, kinds } as typeof rules;
    expect(sumOf([fact('bid-revoked')], made, at)).toMatchObject({ score: wanted, band });
  });
});

/** A small generator with a fixed seed: the same facts in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('for any facts', () => {
  const random = seeded(7);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const day = (from: number, span: number) =>
    new Date(from + Math.floor(random() * span) * 86_400_000).toISOString();
  const anyFacts = () =>
    Array.from({ length: 1 + Math.floor(random() * 12) }, () => {
      const on = day(Date.UTC(2022, 0, 1), 1700);
      const pauses =
        random() < 0.3
          ? [{ from: day(Date.UTC(2025, 0, 1), 600), until: null, cause: 'repaired' as const }]
          : [];
      return fact(pick(Kinds.options), {
        on,
        publishedAt: on,
        matter: `m${Math.floor(random() * 8)}`,
        pauses,
      });
    });
  const runs = Array.from({ length: 200 }, anyFacts);

  test('the order they come in does not matter', () => {
    for (const facts of runs) {
      const shuffled = facts.map(f => [random(), f] as const).sort((a, b) => a[0] - b[0]);
      const again = sumOf(
        shuffled.map(([, f]) => f),
        rules,
        at,
      );
      expect(again).toEqual(sumOf(facts, rules, at));
    }
  });

  test('the score is the base and what each line says it counts', () => {
    for (const facts of runs) {
      const { score: total, lines } = sumOf(facts, rules, at);
      expect(total).toBe(lines.reduce((sum, l) => sum + l.counted, rules.base));
      for (const { counted, points, cause } of lines)
        expect(counted === points).toBe(cause === null || points === 0);
    }
  });

  test('another penalty never raises it, another praise never lowers it', () => {
    for (const facts of runs) {
      const before = sumOf(facts, rules, at).score;
      expect(sumOf([...facts, fact('penalty-serious')], rules, at).score).toBeLessThan(before);
      expect(sumOf([...facts, fact('award-city')], rules, at).score).toBeGreaterThanOrEqual(before);
    }
  });

  test('what the public reads of a past sum still adds up, and names nothing that has ended', () => {
    const then = new Date('2025-12-01T00:00:00Z');
    for (const facts of runs) {
      const [past, today] = [sumOf(facts, rules, then), sumOf(facts, rules, at)];
      const shown = publicLines(past, today);
      expect(shown.reduce((sum, l) => sum + l.counted, rules.base)).toBe(past.score);
      const ended = today.lines.filter(l => l.cause === 'expired' || l.cause === 'repaired');
      for (const { fact: told } of shown) expect(ended.map(l => l.fact.id)).not.toContain(told?.id);
    }
  });
});

/** Version and hash of each published rule set; a line is added with a version and never changed. */
const published = [
  ['2025-1', '2769a8e29713aacd9c0deaac3dc84469164c181091e210fcfe828ac34df3f1ca'],
  ['2026-1', 'ddbabdf534c7a760beb8817e3e4de24b4223459215e6796eed03f25e91396b0f'],
];
