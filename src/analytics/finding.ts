/** What an indicator says where it would need more than it was given. */
export interface Need {
  readonly what:
    | 'bids'
    | 'tenders'
    | 'amounts'
    | 'magnitudes'
    | 'lines'
    | 'members'
    | 'marks'
    | 'characters'
    | 'documents'
    | 'years'
    | 'acts';
  readonly least: number;
  readonly has: number;
}

/** Values a sentence is filled with; numbers are written by the reader's language. */
export type Params = Readonly<Record<string, string | number>>;

/** What a person reads; `{name}` is filled from a finding's params. */
export type Sentence = readonly [zh: string, en: string];

/**
 * What one indicator says of one tender, pair, group or person: a clue (线索), never a verdict. Only people determine.
 *
 * `strength` is 0 (as honest bidding usually looks, or unknown) to 1 (hardly ever seen in it). `why` names the sentence
 * in `words.ts` and its values. `needs` is there when there was too little data: strength is then 0, and the finding
 * says neither yes nor no.
 */
export interface Finding {
  readonly id: string;
  readonly strength: number;
  readonly why: { readonly code: string; readonly params: Params };
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly needs: Need | null;
}

/** A finding that rests on data. */
export function found(
  id: string,
  strength: number,
  params: Params,
  evidence: Finding['evidence'] = {},
): Finding {
  const bounded = Math.min(1, Math.max(0, strength));
  return { id, strength: bounded, why: { code: id, params }, evidence, needs: null };
}

/** Too little data: says so, and nothing else. */
export function tooLittle(id: string, what: Need['what'], least: number, has: number): Finding {
  return {
    id,
    strength: 0,
    why: { code: `too-few-${what}`, params: { least, has } },
    evidence: {},
    needs: { what, least, has },
  };
}

/**
 * Strength from rarity: `p` is how often honest bidding looks at least as odd. Half of it does (p ≥ 0.5): 0; one in
 * twenty: 0.9; hardly ever: 1.
 */
export const strengthOf = (p: number): number => Math.max(0, 1 - 2 * p);
