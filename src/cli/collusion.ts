import { parseArgs } from 'node:util';
import { assess, flagsOf } from '../analytics/combine/assess.ts';
import type { TenderScore } from '../analytics/combine/score.ts';
import { say } from '../analytics/words.ts';
import { collusionLine } from './collusion-line.ts';
import { type Command, Misuse } from './command.ts';
import { linesOut } from './lines-out.ts';
import { readBids } from './read-bids.ts';

export const collusion: Command = {
  usage:
    'kaibiao collusion BIDS.csv [--json] [--lenient]\n\n按报价给每个标段打分（0 至 1，越高越值得看）并说明理由。这是线索，不是结论；只有人能认定。\n列：tender,bidder,amount[,date,winner,estimate,label]，bidder 可空。--json 或输出到文件时每标段一行 JSON。\nScores each tender from its prices, 0 to 1, and says why: a clue, never a verdict.',
  examples: ['kaibiao collusion bids.csv', 'kaibiao collusion bids.csv --json > scores.jsonl'],
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' }, lenient: { type: 'boolean' } },
    });
    const [file] = positionals;
    if (!file || positionals.length > 1) throw new Misuse(this.usage);
    const tenders = await readBids(file, values.lenient === true);
    const { scoreAt } = assess(tenders);
    const json = values.json === true || !process.stdout.isTTY;
    if (json) await linesOut(tenders.map((_, at) => () => collusionLine(scoreAt(at))));
    else await linesOut(ranked(tenders.map((_, at) => scoreAt(at))));
    return 0;
  },
};

/** For a person at a terminal: the most suspicious first, each with its reasons. */
function ranked(scores: readonly TenderScore[]): (() => string)[] {
  const first = scores.toSorted((a, b) => b.score - a.score).slice(0, 30);
  const lines = first.map(score => () => {
    const reasons = flagsOf(score).map(f => `    ${say(f.why, 'zh')}\n    ${say(f.why, 'en')}`);
    return [`${score.score.toFixed(3)}  ${score.tender}  n = ${score.own.n}`, ...reasons].join(
      '\n',
    );
  });
  return [
    ...lines,
    () =>
      `共 ${scores.length} 个标段。线索不是结论。${scores.length} tenders; a clue is not a verdict.`,
  ];
}
