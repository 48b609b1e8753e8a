import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import type { CreditRecord, listCredits as listContract } from '../../contracts/credit.ts';
import { Sanction } from '../blacklist/entities.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must } from '../platform/command.ts';
import { Organisation } from '../registry/entities.ts';
import { CreditEntry } from './entities.ts';
import { factsOf } from './facts/facts.ts';
import { publicLines } from './rules/publicity.ts';
import { creditRulesSha256, ruleSets, rulesAt } from './rules/rule-set.ts';
import { sumOf } from './rules/sum.ts';

const pageSize = 50;

/** Bidders by code; where a name or code is looked for, those that match. */
export async function listCredits(
  ctx: Context,
  { text, after }: z.output<typeof listContract.query>,
): Promise<z.input<typeof listContract.reply>> {
  const em = ctx.em.fork();
  const now = await ctx.clock.now(em);
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const found = await em.find(
    Organisation,
    {
      kinds: { $contains: ['bidder'] },
      ...(text === '' ? {} : { $or: [{ name: { $like: like } }, { code: { $like: like } }] }),
      ...(after ? { code: { $gt: after } } : {}),
    },
    { orderBy: { code: 'asc' }, limit: pageSize + 1 },
  );
  const shown = found.slice(0, pageSize);
  const codes = shown.map(({ code }) => code);
  const of = await factsOf(em, codes);
  const rules = rulesAt(now);
  const rows = shown.map(({ code, name, city }) => {
    const { score, band } = sumOf(of(code).facts, rules, now);
    return { code, name, city, score, band };
  });
  return { rows, next: found.length > pageSize ? (codes.at(-1) ?? null) : null };
}

export async function listCreditRules() {
  return { rows: [...ruleSets].reverse().map(r => ({ ...r, sha256: creditRulesSha256(r) })) };
}

/** The record as the public may read it, now or as it stood at a time. */
export const readCredit = (ctx: Context, code: string, at?: string): Promise<CreditRecord> =>
  recordOf(ctx, code, { at, whole: ctx.actor.roles.includes('supervisor') });

interface Wanted {
  readonly at: string | undefined;
  /** With facts whose publication has ended: for the organisation itself and for supervisors. */
  readonly whole: boolean;
}

/** The sum with its sources, by what had been published at the time and by the rules then in force. */
export async function recordOf(
  ctx: Context,
  code: string,
  { at: asked, whole }: Wanted,
): Promise<CreditRecord> {
  const em = ctx.em.fork();
  const now = await ctx.clock.now(em);
  const at = asked === undefined ? now : new Date(asked);
  if (at > now)
    throw new RuleError('MALFORMED', {
      zh: '只能查到现在为止的信用记录。',
      en: 'A record can be read up to now, not ahead.',
    });
  const who = await whoIs(em, code);
  const { facts, disputed } = (await factsOf(em, [code]))(code);
  const rules = rulesAt(at);
  const sum = sumOf(facts, rules, at);
  const lines = whole ? sum.lines : publicLines(sum, sumOf(facts, rulesAt(now), now));
  return {
    ...{ ...who, code, at: at.toISOString(), rules: rules.version },
    ...{ rulesSha256: creditRulesSha256(rules), base: rules.base },
    ...{ score: sum.score, band: sum.band },
    lines: lines.map(line => ({ ...line, disputed: disputed.has(line.fact?.id ?? '') })),
  };
}

/** One in the register, or known here by a listing or an entry alone. */
async function whoIs(em: EntityManager, code: string) {
  const unit = await em.findOne(Organisation, { code });
  if (unit) return { name: unit.name, city: unit.city };
  const listing = await em.findOne(Sanction, { code }, { orderBy: { from: 'desc' } });
  if (listing) return { name: listing.subject.name, city: null };
  const published = { code, publishedAt: { $ne: null } };
  const entry = await em.findOne(CreditEntry, published, { orderBy: { number: 'desc' } });
  return { name: must(entry, 'organisation').statement.name, city: null };
}
