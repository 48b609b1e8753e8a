import { LockMode } from '@mikro-orm/core';
import type { Expert as Described } from '../../contracts/registry.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { Expert, Person } from './entities.ts';

/** Enters a person in the expert pool. Employers of the last three years are kept: they exclude from a draw (D12). */
export function registerExpert(
  ctx: Context,
  described: Omit<Described, 'name' | 'active'>,
): Promise<Described> {
  return transact(ctx, async tx => {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const person = must(await tx.em.findOne(Person, { id: described.person }, lock), 'person');
    if (!person.roles.includes('expert'))
      throw new RuleError(
        'WRONG_STATE',
        {
          zh: '请先给这个人评标专家的身份，再纳入专家库。',
          en: 'Give this person the role of expert first, then add it to the pool.',
        },
        {
          reason: 'not-an-expert',
        },
      );
    if (await tx.em.findOne(Expert, { person: person.id }))
      throw new RuleError(
        'CONFLICT',
        { zh: '这位专家已经在库里了。', en: 'This expert is in the pool already.' },
        { reason: 'already-in-pool' },
      );
    const { city, employer } = described;
    const disciplines = [...new Set(described.disciplines)];
    const pastEmployers = described.pastEmployers.map(past => ({ ...past }));
    const pool = { city, disciplines, employer, pastEmployers };
    tx.em.create(Expert, { person, ...pool, active: true });
    await tx.em.flush();
    // Who is in the pool and where they work is not for the public log: only that somebody was entered.
    await tx.record({
      type: 'registry.expert-registered',
      subject: person.id,
      data: { city, disciplines },
    });
    return { person: person.id, name: person.name, ...pool, active: true };
  });
}
