import type { CaseAct as Body } from '../../contracts/sanction-case.ts';
import { chinaCalendar } from '../kernel/calendar.ts';
import { move } from '../kernel/move.ts';
import type { Context, Transaction } from '../platform/command.ts';
import { Person } from '../registry/entities.ts';
import type { CaseFile } from './case-file.ts';
import type { SanctionCase } from './entities.ts';
import { listSubject } from './list-subject.ts';
import { dueOf, endOf, terms } from './rules/due.ts';
import { caseMoves, stateAfter } from './rules/flow.ts';

/** What an act changes in its case; the caller has decided that it may. */
export async function applyAct(
  ctx: Context,
  tx: Transaction,
  file: CaseFile,
  body: Body,
  now: Date,
): Promise<void> {
  const { held } = file;
  held.state = move(caseMoves, held.state, stateAfter(body));
  Object.assign(held, changes(body, ctx.actor.person, now));
  if (body.act === 'investigate') held.officers = await officersOf(tx, body.officers);
  if (body.act === 'publish') {
    const { number } = await listSubject(ctx, tx, file, now);
    held.sanction = number;
  }
  held.due = dueOf(held.state, stepsOf(held), chinaCalendar);
  await tx.em.flush();
}

/** What the act writes into its case besides the state. */
function changes(body: Body, actor: string, now: Date): Partial<SanctionCase> {
  switch (body.act) {
    case 'investigate':
      return { filedAt: now };
    case 'notice':
      return { noticedAt: now, answerBy: endOf(terms.answer, now, chinaCalendar) };
    case 'answer':
    case 'waive':
      return { answeredAt: now };
    case 'call-hearing':
      return { hearingAt: new Date(body.at), chair: body.chair };
    case 'decide':
      return { decidedAt: now, decider: actor };
    case 'serve':
      return { servedAt: now };
    default:
      return {};
  }
}

const stepsOf = ({ openedAt, filedAt, decidedAt, servedAt }: SanctionCase) => ({
  openedAt,
  filedAt: filedAt ?? null,
  decidedAt: decidedAt ?? null,
  servedAt: servedAt ?? null,
});

async function officersOf({ em }: Transaction, ids: readonly string[]) {
  const people = await em.find(Person, { id: { $in: [...ids] } });
  return people.map(({ id, name }) => ({ person: id, name }));
}
