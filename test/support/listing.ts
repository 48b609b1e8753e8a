import { v7 } from 'uuid';
import { Sanction } from '../../src/blacklist/entities.ts';
import { enter, lockLists } from '../../src/blacklist/lists.ts';
import { personTag } from '../../src/pki/person-mark.ts';
import { type Context, transact } from '../../src/platform/command.ts';
import { newReference } from '../../src/platform/reference.ts';
import { Organisation, OrganisationProfile } from '../../src/registry/entities.ts';

export interface ListOptions {
  readonly code?: string | null;
  readonly person?: string | null;
  /** Mark of the person to whom the decision extends. */
  readonly mark?: string;
  /** How long from now; null: for good. */
  readonly forMs?: number | null;
  readonly state?: Sanction['state'];
}

/** Puts a listing in place as the publication of a decision does, without its case. Gives its number. */
export function listNow(ctx: Context, options: ListOptions): Promise<string> {
  const { code = null, person = null, mark, forMs = 86_400_000, state = 'in-effect' } = options;
  return transact(ctx, async tx => {
    await lockLists(tx.em);
    const from = await tx.now();
    const sanction = { id: v7(), number: newReference('L', from) };
    const event = await enter(tx, sanction, 'listed', {});
    const subject =
      code === null
        ? { kind: 'expert' as const, name: '专家', employer: '某院' }
        : { kind: 'organisation' as const, code, name: '被列入的单位' };
    tx.em.create(Sanction, {
      ...{ ...sanction, peer: null, origin: '云江市公共资源交易中心', authority: '住建局' },
      ...{ list: 'violations', ground: code ? 'collusion' : 'expert-misconduct', subject },
      ...{ code, person, personTag: mark ? personTag(mark, sanction.number) : null, from },
      until: forMs === null ? null : new Date(from.getTime() + forMs),
      ...{ state, suspendedAt: null, case: null, decision: '{}', decisionSha256: '' },
      ...{ decisionSignature: Buffer.alloc(0), event: event.id },
    });
    return sanction.number;
  });
}

interface Declared {
  readonly mark?: string;
  readonly parent?: string | null;
  readonly predecessors?: readonly string[];
}

/** A declaration of an organisation, as its next version. */
export async function declareNow(ctx: Context, organisation: string, said: Declared) {
  const em = ctx.em.fork();
  const { mark = '00'.repeat(32), parent = null, predecessors = [] } = said;
  const version = 1 + (await em.count(OrganisationProfile, { organisation }));
  em.create(OrganisationProfile, {
    ...{ organisation, version, text: '{}', signature: Buffer.alloc(0), certificateSha256: '' },
    ...{
      mark,
      parent,
      predecessors: [...predecessors],
      declaredAt: await ctx.clock.now(em),
      event: v7(),
    },
  });
  await em.flush();
}

export const codeOf = async (ctx: Context, id: string): Promise<string> =>
  (await ctx.em.fork().findOneOrFail(Organisation, { id })).code;
