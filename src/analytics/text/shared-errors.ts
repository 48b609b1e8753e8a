import { type Background, contextsOf } from './background.ts';

/** A slip that two documents share: where nearly everybody writes `usual`, both write `wrote`. */
export interface SharedError {
  readonly context: string;
  readonly wrote: string;
  readonly usual: string;
  readonly atA: number;
  readonly atB: number;
  /** −ln of how common the slip is among independent documents. */
  readonly strength: number;
}

/** The usual spelling must be known from this many documents. */
const known = 4;
/** … and be this many times as common as the slip. */
const times = 4;

/** A figure differs by right from one bid to the next: it is no slip. */
const figure = /[\p{N}a-z]/u;

/**
 * Typos that two rivals share. People err independently; a shared slip in the same words comes from a shared source.
 * Innocent: an input method that offers the same wrong word, a slip in the tender itself (then it is in the background
 * and no longer rare), a shared template.
 */
export function sharedErrors(a: string, b: string, background: Background): SharedError[] {
  const inB = new Map<string, number>();
  for (const { context, middle, at } of contextsOf(b)) inB.set(context + middle, at);
  const found = new Map<string, SharedError>();
  for (const { context, middle, at } of contextsOf(a)) {
    const atB = inB.get(context + middle);
    if (atB === undefined || found.has(context + middle) || figure.test(middle)) continue;
    const slip = slipOf(context, middle, background);
    if (slip) found.set(context + middle, { context, wrote: middle, atA: at, atB, ...slip });
  }
  return [...found.values()].sort((x, y) => y.strength - x.strength || x.atA - y.atA);
}

function slipOf(context: string, middle: string, background: Background) {
  const middles = background.middles(context);
  const [usual, documents] = [...middles].reduce<[string, number]>(
    (most, each) => (each[1] > most[1] ? each : most),
    ['', 0],
  );
  const mine = middles.get(middle) ?? 0;
  if (usual === middle || figure.test(usual) || documents < known || documents < times * mine)
    return null;
  return { usual, strength: background.strength(mine) };
}
