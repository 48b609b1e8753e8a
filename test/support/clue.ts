import { v7 } from 'uuid';
import type { ClueReason } from '../../contracts/clues/clue.ts';
import { Clue } from '../../src/clues/entities.ts';
import type { Context } from '../../src/platform/command.ts';
import { newReference } from '../../src/platform/reference.ts';

const reason: ClueReason = {
  ...{ rule: 'same-disk', words: { zh: '硬盘序列摘要相同', en: 'The same disk' }, logOdds: 4 },
  ...{ bids: [], innocent: [{ zh: '同一打印店', en: 'one copy shop' }], article: null },
  evidence: {},
};

/** Puts a clue in place as an analysis does, or as a person left it. Gives its id. */
export async function clueNow(
  ctx: Context,
  about: Pick<Clue, 'project' | 'lot' | 'bids'> & Partial<Clue>,
): Promise<string> {
  const em = ctx.em.fork();
  const at = await ctx.clock.now(em);
  const id = v7();
  em.create(Clue, {
    ...{ id, number: newReference('X', at), stage: 'price', score: 0.99, low: 0.97, high: 1 },
    ...{ version: 'test', reasons: [reason], links: [], state: 'new', owner: null },
    ...{ ownerName: null, raisedAt: at, dueBy: at, verdict: null, judgedAt: null },
    ...{ sanctionCase: null, about: 'lot', parties: [], series: [], ...about },
  });
  await em.flush();
  return id;
}
