import { LockMode } from '@mikro-orm/core';
import { type Context, must, transact } from '../platform/command.ts';
import { Certificate, Session } from './entities.ts';

/** Ends a binding and the sessions of its holder: a lost key is locked out at once. What it signed stays signed. */
export function unbindCertificate(ctx: Context, sha256: string): Promise<{ done: true }> {
  return transact(ctx, async tx => {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const bound = must(
      await tx.em.findOne(Certificate, { sha256, unboundAt: null }, lock),
      'certificate',
    );
    bound.unboundAt = await tx.now();
    await tx.em.flush();
    const person = bound.person.id;
    await tx.em.nativeUpdate(Session, { person, endedAt: null }, { endedAt: new Date() });
    await tx.record({
      type: 'registry.certificate-unbound',
      subject: person,
      data: { certificate: sha256 },
    });
    return { done: true };
  });
}
