import type { z } from 'zod';
import type { addClue as contract } from '../../contracts/blacklist.ts';
import type { ClueSnapshot } from '../../contracts/clues/clue.ts';
import type { CaseView } from '../../contracts/sanction-case.ts';
import { move } from '../kernel/move.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { SealedBid } from '../opening/entities.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { Organisation } from '../registry/entities.ts';
import { Clue } from './entities.ts';
import { lockClue } from './judge-clue.ts';
import { clueMoves, requireOwner } from './rules/clue.ts';
import { rowOfClue, snapshotOf } from './snapshot.ts';

/** How the blacklist takes a clue in: a case of one subject, and what is known as evidence of it. */
export interface CaseDesk {
  openCase(
    ctx: Context,
    clue: {
      readonly list: 'violations';
      readonly ground: 'collusion';
      readonly subject: {
        readonly kind: 'organisation';
        readonly code: string;
        readonly name: string;
      };
      readonly summary: string;
    },
  ): Promise<Pick<CaseView, 'id'>>;
  addClue(
    ctx: Context,
    id: string,
    evidence: {
      readonly name: string;
      readonly source: string;
      readonly rule: string;
      readonly finding: z.output<typeof contract.body>['finding'];
    },
  ): Promise<unknown>;
}

/**
 * Makes cases out of a clue, one for each bidder it names, with its reasons as evidence as they stand now. The officers
 * decide whether a case is filed. Gives the first case.
 */
export async function openClueCase(
  ctx: Context,
  desk: CaseDesk,
  id: string,
): Promise<{ case: string }> {
  const em = ctx.em.fork();
  const clue = must(await em.findOne(Clue, { id }), 'clue');
  requireOwner(clue.owner ?? null, ctx.actor.person);
  move(clueMoves, clue.state, 'case');
  const firms = await firmsOf(ctx, clue);
  const row = await rowOfClue(em, clue, await ctx.clock.now(em));
  const title = row.title.zh;
  const summary = `${title}（线索 ${clue.number}）`;
  const evidence = evidenceOf(snapshotOf(row, clue));
  const opened: string[] = [];
  for (const { code, name } of firms) {
    const subject = { kind: 'organisation' as const, code, name };
    const about = { list: 'violations', ground: 'collusion', subject, summary } as const;
    const { id: made } = await desk.openCase(ctx, about);
    await desk.addClue(ctx, made, { name: title, ...evidence });
    opened.push(made);
  }
  const [first] = opened;
  await transact(ctx, async tx => {
    const held = await lockClue(tx.em, id);
    held.state = move(clueMoves, held.state, 'case');
    held.sanctionCase = first ?? null;
    const data = { number: held.number, cases: opened };
    await tx.record({ type: 'clues.case-opened', subject: id, data });
  });
  return { case: must(first, 'named') };
}

/** The organisations that a clue names: a case against an expert has other grounds and is registered by hand. */
async function firmsOf(ctx: Context, { lot, bids, parties }: Clue) {
  const em = ctx.em.fork();
  const sealed = lot ? await em.find(SealedBid, { lot, number: { $in: bids } }) : [];
  const over = parties.filter(({ kind }) => kind !== 'expert').map(({ id }) => id);
  const ids = [...sealed.map(bid => bid.organisation), ...over];
  const firms = await em.find(Organisation, { id: { $in: ids } });
  if (firms.length === 0)
    throw new RuleError('WRONG_STATE', {
      zh: '这条线索没有指向具体的投标人，不能转为案件；可以核实或排除。',
      en: 'This clue names no bidder and cannot become a case. Confirm it or rule it out.',
    });
  return firms;
}

function evidenceOf(seen: ClueSnapshot) {
  const finding: z.output<typeof contract.body>['finding'] = JSON.parse(JSON.stringify(seen));
  return { source: `线索 ${seen.number}`, rule: seen.reasons[0]?.rule ?? 'price', finding };
}
