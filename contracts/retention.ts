import { z } from 'zod';
import { Done, Id, route, Sha256, Time } from './route.ts';
import { Words } from './words.ts';

/** What is kept for a time only. */
export const RetentionKind = z.enum([
  'clues',
  'looks',
  'fingerprints',
  'texts',
  'traces',
  'closed-cases',
  'listed-cases',
]);
export type RetentionKind = z.infer<typeof RetentionKind>;

/** A litigation, review or audit for which something must stay whatever its term. */
const Hold = z.object({
  id: Id,
  scope: z.enum(['lot', 'case']),
  target: Id,
  /** What people call it; empty when it is gone. */
  title: z.string(),
  reason: z.string(),
  by: z.string(),
  at: Time,
});

export const readRetention = route({
  method: 'get',
  path: '/retention',
  roles: ['audit-admin', 'supervisor'],
  reply: z.object({
    rows: z.array(
      z.object({
        kind: RetentionKind,
        name: Words,
        years: z.int(),
        from: Words,
        basis: Words,
        /** Whether a law fixes the term, or it is this city's own published measure. */
        source: z.enum(['law', 'local']),
        left: Words,
        /** `more`: there are more than `kept`, which is as far as they are counted. */
        kept: z.int(),
        more: z.boolean(),
        /** Past its term, to be erased with the next turn. */
        due: z.int(),
        /** Past its term, and kept for a case, an appeal or a hold. */
        held: z.int(),
        /** When the next falls due; null when there is none. */
        next: Time.nullable(),
      }),
    ),
    holds: z.array(Hold),
    erased: z.array(z.object({ at: Time, name: Words, count: z.int(), sha256: Sha256 })),
  }),
  summary: 'What is kept for how long, what is due to be erased, what is held, what was erased',
});

export const placeHold = route({
  method: 'post',
  path: '/retention/holds',
  roles: ['audit-admin', 'supervisor'],
  body: Hold.pick({ scope: true, target: true }).extend({ reason: z.string().min(4).max(1000) }),
  reply: z.object({ id: Id }),
  idempotent: true,
  summary: 'Keep everything of a lot or case, for a litigation, review or audit',
});

export const findHoldTargets = route({
  method: 'get',
  path: '/retention/targets',
  roles: ['audit-admin', 'supervisor'],
  query: z.object({ scope: Hold.shape.scope, text: z.string().trim().min(2).max(60) }),
  reply: z.object({ rows: z.array(z.object({ id: Id, title: z.string() })) }),
  summary: 'Published lots by code or name, cases by number: what a hold may be placed on',
});

export const liftHold = route({
  method: 'delete',
  path: '/retention/holds/:hold',
  roles: ['audit-admin', 'supervisor'],
  params: z.object({ hold: Id }),
  reply: Done,
  summary: 'Lift a hold: terms count again',
});
