import { parseArgs } from 'node:util';
import { assess, flagsOf } from '../analytics/combine/assess.ts';
import type { TenderScore } from '../analytics/combine/score.ts';
import { say } from '../analytics/words.ts';
import { collusionLine } from './collusion-line.ts';
import { scoreByModel, trainOn } from './collusion-model.ts';
import { type Command, Misuse } from './command.ts';
import { linesOut } from './lines-out.ts';
import { readBids } from './read-bids.ts';

const options = {
  json: { type: 'boolean' },
  lenient: { type: 'boolean' },
  train: { type: 'string' },
  model: { type: 'string' },
} as const;

export const collusion: Command = {
  usage:
    'kaibiao collusion BIDS.csv [--json] [--lenient] [--train LABELS.csv | --model MODEL.json]\n\n按报价给每个标段打分（0 至 1，越高越值得看）并说明理由。这是线索，不是结论；只有人能认定。\n列：tender,bidder,amount[,date,winner,estimate,label]，bidder 可空。--json 或输出到文件时每标段一行 JSON。\n--train 用已定性的案件（tender,label；写 label 用本表的 label 列）训练：每标段的 score 来自没见过它的模型，最后一行是评估和模型。\n--model 用训练好的模型（该最后一行）打分。\nScores each tender from its prices, 0 to 1, and says why: a clue, never a verdict. --train learns from decided cases;\nthe last line holds the evaluation and the model, which --model reads.',
  examples: [
    'kaibiao collusion bids.csv',
    'kaibiao collusion bids.csv --json > scores.jsonl',
    'kaibiao collusion bids.csv --train labels.csv > trained.jsonl && tail -1 trained.jsonl > model.json',
    'kaibiao collusion new-bids.csv --model model.json',
  ],
  async run(args) {
    const { values, positionals } = parseArgs({
      args: withLabelColumn(args),
      allowPositionals: true,
      options,
    });
    const [file] = positionals;
    const twice = values.train !== undefined && values.model !== undefined;
    if (!file || positionals.length > 1 || twice) throw new Misuse(this.usage);
    const tenders = await readBids(file, values.lenient === true);
    if (values.train !== undefined) return trainOn(tenders, values.train);
    if (values.model !== undefined) return scoreByModel(tenders, values.model);
    const { scoreAt } = assess(tenders);
    const json = values.json === true || !process.stdout.isTTY;
    if (json) await linesOut(tenders.map((_, at) => () => collusionLine(scoreAt(at))));
    else await linesOut(ranked(tenders.map((_, at) => scoreAt(at))));
    return 0;
  },
};

/** `--train` with nothing after it means the column of the table itself. */
function withLabelColumn(args: readonly string[]): string[] {
  const at = args.indexOf('--train');
  const next = args[at + 1];
  const bare = at >= 0 && (next === undefined || next.startsWith('--'));
  return bare ? args.toSpliced(at + 1, 0, 'label') : [...args];
}

/** For a person at a terminal: the most suspicious first, each with its reasons. */
function ranked(scores: readonly TenderScore[]): (() => string)[] {
  const first = scores.toSorted((a, b) => b.score - a.score).slice(0, 30);
  const lines = first.map(score => () => {
    const reasons = flagsOf(score).map(f => `    ${say(f.why, 'zh')}\n    ${say(f.why, 'en')}`);
    return [`${score.score.toFixed(3)}  ${score.tender}  n = ${score.own.n}`, ...reasons].join(
      '\n',
    );
  });
  const last = `共 ${scores.length} 个标段。线索不是结论。${scores.length} tenders; a clue is not a verdict.`;
  return [...lines, () => last];
}
