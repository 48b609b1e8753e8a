import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fontkit, { type Font } from '@pdf-lib/fontkit';
import subsetFont from 'subset-font';

const files = {
  regular: '400Regular/NotoSansSC_400Regular.ttf',
  strong: '600SemiBold/NotoSansSC_600SemiBold.ttf',
} as const;
export type Weight = keyof typeof files;

/** One weight of the font: which characters it draws, and how wide they are (in ems). */
export interface Face {
  readonly weight: Weight;
  has(codePoint: number): boolean;
  advance(codePoint: number): number;
  /** A TrueType font of only these characters. pdf-lib's own subsetting drops Chinese glyphs, so it gets this one whole. */
  subset(characters: ReadonlySet<string>): Promise<Uint8Array>;
}

const faces = new Map<Weight, Promise<Face>>();

/** The face of a weight; read from disk once per process. */
export function face(weight: Weight): Promise<Face> {
  const known = faces.get(weight);
  if (known) return known;
  const made = load(weight);
  faces.set(weight, made);
  return made;
}

async function load(weight: Weight): Promise<Face> {
  const url = import.meta.resolve(`@expo-google-fonts/noto-sans-sc/${files[weight]}`);
  const bytes = await readFile(fileURLToPath(url));
  const font = fontkit.create(bytes);
  return { weight, ...metrics(font), subset: subsets(bytes) };
}

function metrics(font: Font): Pick<Face, 'has' | 'advance'> {
  const advances = new Map<number, number>();
  return {
    has: codePoint => font.hasGlyphForCodePoint(codePoint),
    advance(codePoint) {
      const known = advances.get(codePoint);
      if (known !== undefined) return known;
      const width = font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm;
      advances.set(codePoint, width);
      return width;
    },
  };
}

const kept = 24;

/** Receipts of one project use nearly the same characters: the latest subsets are kept. */
function subsets(bytes: Buffer): Face['subset'] {
  const made = new Map<string, Promise<Uint8Array>>();
  return characters => {
    const text = [...characters].sort().join('');
    const subset = made.get(text) ?? subsetFont(bytes, text, { targetFormat: 'truetype' });
    made.delete(text);
    made.set(text, subset);
    const oldest = made.keys().next();
    if (made.size > kept && !oldest.done) made.delete(oldest.value);
    return subset;
  };
}
