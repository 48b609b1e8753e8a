import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { Expert, Person } from './entities.ts';
import { startSession } from './session.ts';

/** Demo mode: everybody in the demo city, experts with their own city. */
export async function listDemoAccounts(ctx: Context) {
  const people = await ctx.em.find(
    Person,
    {},
    { populate: ['organisation'], orderBy: { registeredAt: 'asc', id: 'asc' } },
  );
  const experts = new Map((await ctx.em.find(Expert, {})).map(e => [e.person.id, e.city]));
  return {
    rows: people.map(p => ({
      person: p.id,
      name: p.name,
      login: p.login,
      organisationName: p.organisation?.name ?? null,
      city: experts.get(p.id) ?? p.organisation?.city ?? null,
      roles: p.roles,
    })),
  };
}

/** Demo mode: a session with one click. */
export function signInAsDemo(ctx: Context, person: string) {
  return transact({ ...ctx, actor: { ...ctx.actor, person } }, async tx => {
    const found = must(
      await tx.em.findOne(Person, { id: person }, { populate: ['organisation'] }),
      'account',
    );
    return startSession(tx, found, true);
  });
}

/** Demo mode: the certificate file of a demo account, made at first start and kept in the vault. */
export async function fetchDemoKey(ctx: Context, person: string) {
  const held = await ctx.vault.get(`demo-p12-${person}`);
  if (!held)
    throw new RuleError('NOT_FOUND', {
      zh: '这个演示账号没有证书文件。',
      en: 'This demo account has no certificate file.',
    });
  const found = must(await ctx.em.findOne(Person, { id: person }), 'account');
  const { p12, passphrase } = JSON.parse(Buffer.from(held).toString('utf8'));
  return { name: `${found.name}.p12`, p12, passphrase };
}
