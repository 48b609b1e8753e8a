import { LockMode } from '@mikro-orm/core';
import type { Certificate as Described } from '../../contracts/registry.ts';
import { fromBase64 } from '../kernel/bytes.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Certificate as Parsed, parseCertificate } from '../pki/certificate.ts';
import { parsing } from '../pki/refusal.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { Certificate, Person } from './entities.ts';
import { requireOwnCertificate } from './rules.ts';

interface Binding {
  /** DER in base64. */
  readonly certificate: string;
  readonly person: string;
  readonly purpose: 'sign' | 'encrypt';
}

/** Binds a certificate of an accepted CA to the person it names, or whose organisation it names. */
export async function bindCertificate(ctx: Context, binding: Binding): Promise<Described> {
  const { purpose } = binding;
  const parsed = parsing(
    () => parseCertificate(fromBase64(binding.certificate)),
    'CERTIFICATE_INVALID',
  );
  const status = await ctx.centre.accept(parsed.der, purpose, await ctx.clock.now(ctx.em));
  return transact(ctx, async tx => {
    const person = must(
      await tx.em.findOne(
        Person,
        { id: binding.person },
        { lockMode: LockMode.PESSIMISTIC_WRITE, populate: ['organisation'], strategy: 'select-in' },
      ),
      'person',
    );
    const { name, organisation } = person;
    requireOwnCertificate(parsed.subject, { name, code: organisation?.code ?? null });
    if (await tx.em.findOne(Certificate, { sha256: parsed.sha256 }))
      throw new RuleError(
        'CONFLICT',
        {
          zh: '这张证书已经绑定过。一张证书只能绑定一次。',
          en: 'This certificate has been bound. A certificate is bound once.',
        },
        {
          reason: 'already-bound',
        },
      );
    const bound = tx.em.create(Certificate, {
      sha256: parsed.sha256,
      person,
      organisation: organisation ?? null,
      der: Buffer.from(parsed.der),
      ...namesOf(parsed),
      purpose,
      boundAt: await tx.now(),
      unboundAt: null,
    });
    await tx.em.flush();
    await tx.record({
      type: 'registry.certificate-bound',
      subject: person.id,
      data: { certificate: parsed.sha256, purpose, status },
    });
    return presentCertificate(bound);
  });
}

const namesOf = ({ subject, issuer, serial, notAfter }: Parsed) => ({
  subject: subject.commonName,
  issuer: issuer.organization ?? issuer.commonName,
  serial,
  notAfter,
});

export const presentCertificate = (bound: Certificate): Described => ({
  sha256: bound.sha256,
  person: bound.person.id,
  organisation: bound.organisation?.id ?? null,
  subject: bound.subject,
  issuer: bound.issuer,
  serial: bound.serial,
  purpose: bound.purpose,
  notAfter: bound.notAfter.toISOString(),
  state: bound.unboundAt ? 'unbound' : 'bound',
});
