import { v7 } from 'uuid';
import type { z } from 'zod';
import type { openCase as contract } from '../../contracts/blacklist.ts';
import type { CaseView } from '../../contracts/sanction-case.ts';
import type { SanctionSubject } from '../../contracts/sanctions.ts';
import { chinaCalendar } from '../kernel/calendar.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { newReference } from '../platform/reference.ts';
import { Expert, Organisation } from '../registry/entities.ts';
import { requireCreditCode } from '../registry/rules.ts';
import { SanctionCase } from './entities.ts';
import { readCase } from './read-case.ts';
import { dueOf } from './rules/due.ts';
import { grounds } from './rules/grounds.ts';

type Clue = z.output<typeof contract.body>;

/** Registers a clue: from now on the time runs in which it is filed as a case or dismissed. */
export async function openCase(ctx: Context, clue: Clue): Promise<CaseView> {
  const { list, ground, summary } = clue;
  const rule = grounds[ground];
  if (rule.list !== list || rule.of !== clue.subject.kind)
    throw new RuleError(
      'MALFORMED',
      {
        zh: '案由与名单或对象不符，请重新选择。',
        en: 'The ground does not fit the list or the subject. Choose again.',
      },
      { reason: 'ground' },
    );
  const named = await subjectOf(ctx, clue.subject);
  const id = v7();
  await transact(ctx, async tx => {
    const openedAt = await tx.now();
    const number = newReference('C', openedAt);
    const due = dueOf(
      'clue',
      { openedAt, filedAt: null, decidedAt: null, servedAt: null },
      chinaCalendar,
    );
    const { person: openedBy, organisation, organisationName } = ctx.actor;
    tx.em.create(SanctionCase, {
      ...{ id, number, list, ground, summary, state: 'clue', officers: [], chair: null },
      ...{ authority: must(organisation, 'ownAuthority'), authorityName: organisationName ?? '' },
      ...{ openedBy, openedAt, due, sanction: null, ...named },
      ...{ filedAt: null, noticedAt: null, answerBy: null, answeredAt: null, hearingAt: null },
      ...{ decidedAt: null, decider: null, servedAt: null },
    });
    await tx.record({ type: 'blacklist.opened', subject: id, data: { number, list, ground } });
  });
  return readCase(ctx, id);
}

interface Named {
  readonly subject: SanctionSubject;
  readonly code: string | null;
  readonly person: string | null;
}

/** An organisation may be unknown to this register; it is then called as the clue calls it. */
async function subjectOf({ em }: Context, given: Clue['subject']): Promise<Named> {
  if (given.kind === 'expert') {
    const expert = await em.findOne(Expert, { person: given.person }, { populate: ['person'] });
    const { employer, person } = must(expert, 'expert');
    const subject = { kind: 'expert' as const, name: person.name, employer };
    return { subject, code: null, person: given.person };
  }
  const { code } = given;
  requireCreditCode(code);
  const known = await em.findOne(Organisation, { code });
  const name = known?.name ?? given.name;
  return { subject: { kind: 'organisation', code, name }, code, person: null };
}
