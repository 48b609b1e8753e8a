import { type Finding, found, strengthOf } from '../finding.ts';
import { binomialAtLeast } from '../statistics/tails.ts';
import type { EvidenceKind, LotEvidence, Observation, Usage } from './evidence.ts';

export interface ValueRule {
  /** The finding's name. */
  readonly id: string;
  readonly kind: EvidenceKind;
  /** How common a match of this kind is where the city has no history yet: the share of organisations. */
  readonly base: number;
  /** One form of the value; null for one that identifies nothing (a private address, a program's default). */
  readonly plain: (value: string) => string | null;
}

/** The base rate counts as this many organisations: a short history moves it little, a long one decides. */
const weight = 50;

interface Match {
  readonly value: string;
  readonly bidders: readonly string[];
  readonly sources: readonly string[];
}

function matches({ kind, plain }: ValueRule, lot: LotEvidence): Match[] {
  const given = new Set(lot.tender.map(plain));
  const seen = lot.observations
    .filter(observation => observation.kind === kind)
    .flatMap(observation => {
      const value = plain(observation.value);
      return value === null || given.has(value) ? [] : [{ ...observation, value }];
    });
  return [...Map.groupBy(seen, ({ value }) => value)]
    .map(([value, list]) => matchOf(value, list))
    .filter(({ bidders }) => bidders.length > 1);
}

const matchOf = (value: string, list: readonly Observation[]): Match => ({
  value,
  bidders: [...new Set(list.map(({ bidder }) => bidder))].sort(),
  sources: list.map(({ bidder, source }) => `${bidder}: ${source}`).sort(),
});

/**
 * Rivals of one lot that share a value, strongest first. The prior is how common the value is here: q = (other users +
 * 50 base) ÷ (organisations + 50). Given that one of n bidders has it, p is the chance that so many of the other n − 1
 * have it too, each on its own: P(Binomial(n − 1, q) ≥ k − 1). A value that the register explains is told with its
 * explanation, and keeps the share of its strength that the register leaves it. −ln q is kept as evidence, to be added up over independent matches.
 */
export function sharedValues(rule: ValueRule, lot: LotEvidence, usage: Usage): Finding[] {
  const rivals = [...new Set(lot.observations.map(({ bidder }) => bidder))];
  const organisations = usage.organisations(rule.kind);
  const explained = new Map([...lot.explained].map(([value, why]) => [rule.plain(value), why]));
  return matches(rule, lot)
    .map(({ value, bidders, sources }) => {
      const users = usage.users(rule.kind, value, rivals);
      const q = (users + weight * rule.base) / (organisations + weight);
      const p = binomialAtLeast(bidders.length - 1, rivals.length - 1, Math.min(1, q));
      const explanation = explained.get(value) ?? null;
      const params = { bidders: bidders.length, value, users, organisations };
      const evidence = {
        value,
        bidders,
        sources,
        users,
        organisations,
        q,
        p,
        nats: -Math.log(q),
        explanation,
      };
      return found(rule.id, strengthOf(p) * (explanation?.weight ?? 1), params, evidence);
    })
    .sort((a, b) => b.strength - a.strength || Number(b.evidence.nats) - Number(a.evidence.nats));
}
