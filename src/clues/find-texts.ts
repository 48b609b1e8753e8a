import { v7 } from 'uuid';
import type { Finding } from '../analytics/finding.ts';
import { Background } from '../analytics/text/background.ts';
import { Exclusion } from '../analytics/text/exclusion.ts';
import {
  copiedText,
  foreignName,
  rareTokens,
  sharedLayout,
  sharedSlips,
} from '../analytics/text/pair-findings.ts';
import type { Comparison } from '../analytics/text/passages.ts';
import { quotedLaw } from '../analytics/text/quoted-law.ts';
import type { SharedError } from '../analytics/text/shared-errors.ts';
import { type Sketch, sketch } from '../analytics/text/sketch.ts';
import { type Context, transact } from '../platform/command.ts';
import { type Passage, TextMatch } from './entities.ts';
import type { Contents } from './intake/contents.ts';
import { otherProjects, textsOfHistory } from './intake/history-texts.ts';
import type { LotUnderScrutiny } from './intake/lot-bids.ts';
import { excerpt } from './rules/excerpt.ts';
import type { Tie } from './rules/group.ts';
import { textTies } from './rules/pair-ties.ts';

interface Text {
  readonly number: number;
  readonly file: string;
  readonly sketch: Sketch;
}

/** What every pair is compared beside: the tender's own words, what others write, what other projects are called. */
interface Beside {
  readonly tender: string;
  readonly project: string;
  readonly others: readonly string[];
  readonly background: Background;
}

const shownPassages = 60;

/** Compares the texts of all opened files of rivals, two by two, without what the tender itself says. */
export async function findTexts(
  ctx: Context,
  { lot, project, bids }: LotUnderScrutiny,
  given: Contents,
  contents: ReadonlyMap<number, Contents>,
): Promise<Tie[]> {
  const tender = given.texts.map(({ text }) => text);
  const exclusion = new Exclusion();
  const background = new Background();
  for (const text of tender) {
    exclusion.add(text);
    background.add(text);
  }
  for (const { texts: written } of contents.values())
    for (const { text } of written) for (const quote of quotedLaw(text)) exclusion.add(quote);
  for (const text of await textsOfHistory(ctx, lot.id, bids)) background.add(text);
  const texts = [...contents].flatMap(([number, { texts: written }]) =>
    written.map(({ file, text }): Text => ({ number, file, sketch: sketch(text, exclusion) })),
  );
  const others = await otherProjects(ctx, project.id);
  const beside = { tender: tender.join('\n'), project: project.name, others, background };
  const matches = compareAll(texts, beside);
  await keep(ctx, lot.id, matches);
  return textTies(matches.map(({ a, b, findings }) => ({ a: a.number, b: b.number, findings })));
}

interface Match {
  readonly a: Text;
  readonly b: Text;
  readonly findings: readonly Finding[];
}

const originalsOf = (texts: readonly Text[]) => texts.map(text => text.sketch.text.original);

/** Does it with these texts out of the background, and puts them back. */
function without<T>(background: Background, texts: readonly string[], act: () => T): T {
  for (const text of texts) background.drop(text);
  const result = act();
  for (const text of texts) background.add(text);
  return result;
}

/** Every two texts of rivals beside all others: neither of the two bids is in what they are measured against. */
function compareAll(texts: readonly Text[], beside: Beside): Match[] {
  const { background } = beside;
  const byBid = [...Map.groupBy(texts, text => text.number).values()];
  for (const text of originalsOf(texts)) background.add(text);
  const pairs = (ours: readonly Text[], theirs: readonly Text[]) =>
    ours.flatMap(a => theirs.map(b => comparePair(a, b, beside)));
  return byBid.flatMap((ours, i) =>
    without(background, originalsOf(ours), () =>
      byBid
        .slice(i + 1)
        .flatMap(theirs => without(background, originalsOf(theirs), () => pairs(ours, theirs))),
    ),
  );
}

function comparePair(a: Text, b: Text, { tender, project, others, background }: Beside): Match {
  const [textA, textB] = [a.sketch.text.original, b.sketch.text.original];
  const findings = [
    copiedText(a.sketch, b.sketch),
    sharedSlips(textA, textB, background),
    rareTokens(textA, textB, background, tender),
    sharedLayout(textA, textB, tender),
    foreignName(textA, textB, project, others),
  ];
  return { a, b, findings };
}

const coverageOf = ({ findings: [copied] }: Match) =>
  (copied?.evidence ?? {}) as Partial<Comparison>;
const slipsOf = ({ findings: [, slips] }: Match) =>
  (slips?.evidence.slips ?? []) as readonly SharedError[];

/** What a person can look at side by side is kept. */
async function keep(ctx: Context, lot: string, matches: readonly Match[]): Promise<void> {
  await transact(ctx, async ({ em }) => {
    await em.nativeDelete(TextMatch, { lot });
    for (const match of matches) {
      const { a, b } = match;
      const passages = shown(match);
      if (passages.length === 0) continue;
      const { coverageA = 0, coverageB = 0 } = coverageOf(match);
      em.create(TextMatch, {
        ...{ id: v7(), lot, a: a.number, b: b.number, fileA: a.file, fileB: b.file },
        ...{ coverageA, coverageB, passages },
      });
    }
  });
}

/** The longest passages, and the rare errors that stand in none of them as places of their own. */
function shown(match: Match): Passage[] {
  const [textA, textB] = [match.a.sketch.text.original, match.b.sketch.text.original];
  const { passages: found = [] } = coverageOf(match);
  const errors = slipsOf(match);
  const passages = found.slice(0, shownPassages).map(passage => ({
    a: excerpt(textA, passage.a.from, passage.a.to),
    b: excerpt(textB, passage.b.from, passage.b.to),
    errors: errors
      .filter(({ atA }) => atA >= passage.a.from && atA < passage.a.to)
      .map(({ context, wrote }) => context.replace('_', wrote)),
  }));
  const inside = ({ atA }: SharedError) =>
    found.some(({ a: span }) => atA >= span.from && atA < span.to);
  const alone = errors.filter(error => !inside(error)).slice(0, shownPassages);
  return [
    ...passages,
    ...alone.map(({ atA, atB, context, wrote }) => ({
      a: excerpt(textA, Math.max(0, atA - 2), atA + 3),
      b: excerpt(textB, Math.max(0, atB - 2), atB + 3),
      errors: [context.replace('_', wrote)],
    })),
  ];
}
