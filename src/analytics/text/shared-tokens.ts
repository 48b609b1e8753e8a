import { type Background, tokensOf } from './background.ts';

/** A number, name or address that two documents share and hardly anybody else has. */
export interface SharedToken {
  readonly token: string;
  readonly documents: number;
  readonly strength: number;
}

/** At most this share of independent documents may have a token that counts. */
const rare = 0.05;

/**
 * Rare tokens that both have and the tender has not: a telephone number, a certificate, a file name. Innocent: the
 * number of a public body, a product that all quote; then it is common in the background.
 */
export function sharedTokens(
  a: string,
  b: string,
  background: Background,
  tender: string,
): SharedToken[] {
  const given = tokensOf(tender);
  const inB = tokensOf(b);
  const limit = Math.max(1, rare * background.documents);
  return [...tokensOf(a)]
    .filter(token => inB.has(token) && !given.has(token))
    .map(token => ({ token, documents: background.documentsWith(token) }))
    .filter(({ documents }) => documents <= limit)
    .map(found => ({ ...found, strength: background.strength(found.documents) }))
    .sort((x, y) => y.strength - x.strength || (x.token < y.token ? -1 : 1));
}

/** The name of another project left standing in a bid: it was made from a bid for that one. */
export interface ForeignName {
  readonly name: string;
  readonly at: number;
}

/** `others`: names of other projects, as history has them; a name inside this project's own name is none. */
export function foreignNames(text: string, own: string, others: readonly string[]): ForeignName[] {
  return others
    .filter(name => name.length >= 6 && !own.includes(name))
    .map(name => ({ name, at: text.indexOf(name) }))
    .filter(({ at }) => at >= 0);
}

/** Foreign names that two rivals share: stronger than either alone. */
export function sharedForeignNames(
  a: readonly ForeignName[],
  b: readonly ForeignName[],
): { name: string; atA: number; atB: number }[] {
  return a.flatMap(({ name, at }) => {
    const other = b.find(each => each.name === name);
    return other ? [{ name, atA: at, atB: other.at }] : [];
  });
}
