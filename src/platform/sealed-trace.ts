import { randomUUID } from 'node:crypto';
import { defineEntity, p } from '@mikro-orm/core';
import { z } from 'zod';
import { utf8 } from '../kernel/bytes.ts';
import { canonicalText } from '../kernel/canonical.ts';
import {
  type CommitteeKey,
  combine,
  committeeRecipient,
  lockToCommittee,
  type Trustee,
  unlockShared,
} from '../sealing/committee.ts';
import { openEnveloped, readEnveloped, sealEnveloped } from '../sealing/enveloped.ts';
import { cryptosystem } from '../sealing/suites.ts';
import type { Context } from './command.ts';
import { nodePrimitives } from './node-primitives.ts';

/**
 * Where an act came from (C49): evidence for the supervisor after the opening. Before it nobody may learn who took part
 * (C21), so the row says the lot and nothing else: the rest is locked to the lot's committee like a bid.
 */
const SealedTraceSchema = defineEntity({
  name: 'SealedTrace',
  tableName: 'sealed_trace',
  properties: { id: p.uuid().primary(), lot: p.uuid(), sealed: p.blob() },
});
export class SealedTrace extends SealedTraceSchema.class {}
SealedTraceSchema.setClass(SealedTrace);

export const Trace = z.strictObject({
  act: z.enum(['download', 'upload', 'release']),
  at: z.iso.datetime(),
  address: z.string().max(64),
  /** Null for a visitor: documents are for all, without registration (C20). */
  organisation: z.uuid().nullable(),
  person: z.string().nullable(),
});
export type Trace = z.infer<typeof Trace>;

interface Sealable {
  readonly id: string;
  readonly committeeSpki: Uint8Array;
  readonly committeeK: number;
  readonly committeeN: number;
}

const system = cryptosystem('intl-1', nodePrimitives);
const longest = 4096;

/** One row an hour for the same act from the same place is enough; a node forgets the oldest beyond this many. */
const hour = 3_600_000;
const remembered = 50_000;
const seen = new Map<string, number>();

function isFresh(key: string): boolean {
  const now = Date.now();
  if (now - (seen.get(key) ?? 0) < hour) return false;
  seen.delete(key);
  seen.set(key, now);
  const [oldest] = seen.keys();
  if (seen.size > remembered && oldest !== undefined) seen.delete(oldest);
  return true;
}

/** Keeps where the caller's act came from, locked to the committee of each lot it was about. */
export async function keepTrace(
  ctx: Context,
  lots: readonly Sealable[],
  act: Trace['act'],
): Promise<void> {
  const { organisation, person } = ctx.actor;
  const { address } = ctx;
  const fresh = lots.filter(({ id }) => isFresh([id, act, person, address].join(' ')));
  if (fresh.length === 0) return;
  const em = ctx.em.fork();
  const at = (await ctx.clock.now(em)).toISOString();
  const text = utf8(canonicalText({ act, at, address, organisation, person }));
  for (const lot of fresh) {
    const lock = await lockToCommittee(committeeOf(lot), system);
    const sealed = Buffer.from(await sealEnveloped(text, lock, system));
    // A random id: one in order of time would tell when.
    await em.insert(SealedTrace, { id: randomUUID(), lot: lot.id, sealed });
  }
}

const committeeOf = ({ committeeSpki, committeeK: k, committeeN: n }: Sealable): CommitteeKey => ({
  spki: new Uint8Array(committeeSpki),
  k,
  n,
});

/** Opens the traces of a lot with the trustees' shares; only after its opening. */
export async function openTraces(
  ctx: Pick<Context, 'em'>,
  lot: Sealable,
  trustees: readonly Trustee[],
): Promise<Trace[]> {
  const rows = await ctx.em.fork().find(SealedTrace, { lot: lot.id });
  const key = committeeOf(lot);
  const traces: Trace[] = [];
  for (const { sealed } of rows) {
    const where = '来源记录';
    const enveloped = readEnveloped(new Uint8Array(sealed), system, where, longest);
    const recipient = await committeeRecipient(enveloped.recipient, key, system, where);
    const shares = await Promise.all(trustees.map(t => t.share(recipient.ephemeral)));
    const content = await unlockShared(combine(key, shares), recipient, system, where);
    const plain = await openEnveloped(enveloped, content, system, where);
    traces.push(Trace.parse(JSON.parse(Buffer.from(plain).toString('utf8'))));
  }
  return traces;
}
