/**
 * Text as it is compared: letters and digits only, in one form (NFKC, lower case), each with its place in the
 * original, so that a match can be shown where it stands. Traditional and simplified characters stay as they are.
 */
export interface Normal {
  readonly original: string;
  /** Folded code points. */
  readonly codes: Uint32Array;
  /** Where each began in the original, in UTF-16 units; one more at the end. */
  readonly starts: Uint32Array;
}

/** Characters that scanners take for one another; the first stands for all. */
const lookAlikes = [
  '0oо〇',
  '1liⅰ|',
  '己已巳',
  '未末',
  '土士',
  '人入八',
  '日曰目',
  '干千于',
  '大太犬',
  '天夭',
  '王玉主',
  '微徵',
  '侯候',
  '治冶',
  '折拆析',
  '辨辩辦',
  '晴睛',
  '栗粟',
  '园圆',
  '口囗',
  '夕タ',
  '贝见',
  '没设',
  '今令',
  '刀力',
  '问间',
  '处外',
  '竞竟',
  '底低',
  '官宫',
  '准淮',
];

const confused = new Map<number, number>(
  lookAlikes.flatMap(group => {
    const [first = 0, ...rest] = [...group].map(c => c.codePointAt(0) ?? 0);
    return rest.map(code => [code, first] as const);
  }),
);

const kept = /[\p{L}\p{N}]/u;
/** What each code point folds to: none for blanks, punctuation and symbols, several for ligatures and units. */
const folds = new Map<number, readonly number[]>();

function fold(code: number): readonly number[] {
  const known = folds.get(code);
  if (known) return known;
  const text = String.fromCodePoint(code).normalize('NFKC').toLowerCase();
  const found = [...text].filter(c => kept.test(c)).map(c => c.codePointAt(0) ?? 0);
  if (folds.size < 200_000) folds.set(code, found);
  return found;
}

/** `scanned` besides folds the characters that scanners confuse: for text from images. */
export function normalise(original: string, { scanned = false } = {}): Normal {
  let codes = new Uint32Array(original.length + 16);
  let starts = new Uint32Array(original.length + 17);
  let length = 0;
  for (let at = 0; at < original.length; ) {
    const code = original.codePointAt(at) ?? 0;
    const folded = fold(code);
    if (length + folded.length > codes.length) {
      codes = grown(codes);
      starts = grown(starts);
    }
    for (const part of folded) {
      codes[length] = scanned ? (confused.get(part) ?? part) : part;
      starts[length++] = at;
    }
    at += code > 0xffff ? 2 : 1;
  }
  starts[length] = original.length;
  return { original, codes: codes.slice(0, length), starts: starts.slice(0, length + 1) };
}

function grown(full: Uint32Array): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(2 * full.length + 32);
  wider.set(full);
  return wider;
}

/** The original text from one folded place up to, but not with, another; trailing marks left out. */
export function originalBetween({ original, starts }: Normal, from: number, to: number): Span {
  const start = starts[from] ?? original.length;
  const last = starts[to - 1] ?? start;
  const width = (original.codePointAt(last) ?? 0) > 0xffff ? 2 : 1;
  return { from: start, to: Math.min(last + width, original.length) };
}

/** A stretch of the original text, in UTF-16 units: `original.slice(from, to)`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
