import type { SealingTicket } from '../../contracts/bidding.ts';
import { base64 } from '../kernel/bytes.ts';
import { type Context, must } from '../platform/command.ts';
import { format } from '../sealing/manifest.ts';
import { Lot, Project } from '../tender/entities.ts';
import { Bid } from './entities.ts';
import { readBidder } from './lot.ts';
import { lotTitle } from './rules/lot.ts';

/** Plaintext bytes of a segment: small enough to send again alone, large enough for few hashes (sealed-bid format). */
export const segmentBytes = 8 * 1024 * 1024;

/** What is needed to seal a bid for a lot: the rules' hash, the committee's key, and the place in one's own chain. */
export async function readSealingTicket(ctx: Context, id: string): Promise<SealingTicket> {
  const { organisation } = await readBidder(ctx);
  const lot = must(await ctx.em.findOne(Lot, { id }), 'lot');
  const project = must(await ctx.em.findOne(Project, { id: lot.project.id }), 'project');
  const order = { orderBy: { sequence: 'desc' } } as const;
  const latest = await ctx.em.findOne(Bid, { lot: id, organisation }, order);
  return {
    format,
    suite: 'intl-1',
    project: project.id,
    lot: id,
    title: lotTitle(project, lot),
    rulesSha256: lot.rulesSha256,
    committeeKey: { spki: base64(lot.committeeSpki), k: lot.committeeK, n: lot.committeeN },
    segmentBytes,
    envelopes: lot.rules.envelopes.map(({ id, title, required }) => ({ id, title, required })),
    deadline: lot.deadline.toISOString(),
    next: {
      sequence: (latest?.sequence ?? 0) + 1,
      previous: latest?.manifestSha256 ?? null,
    },
  };
}
