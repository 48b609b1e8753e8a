import type { Context } from '../platform/command.ts';
import { transact } from '../platform/command.ts';
import { Session } from './entities.ts';

/** Ends the caller's session; ending none is no error. */
export async function signOut(ctx: Context): Promise<{ done: true }> {
  const { session, person } = ctx.actor;
  if (session !== null)
    await transact(ctx, async tx => {
      await tx.em.nativeUpdate(Session, { id: session, endedAt: null }, { endedAt: new Date() });
      await tx.record({ type: 'registry.signed-out', subject: person, data: {} });
    });
  return { done: true };
}
