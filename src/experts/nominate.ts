import { v7 } from 'uuid';
import type { DrawView } from '../../contracts/experts.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { Person } from '../registry/entities.ts';
import { completeWhenAll } from './answer-call.ts';
import { CommitteeSeat, ExpertDraw } from './entities.ts';
import { lockLot, requireHost } from './lot.ts';
import { readDraw } from './read-draw.ts';
import { requireRepresentatives } from './rules/committee.ts';

/** Seats the tenderer's own representatives, after the drawn experts (A37). */
export async function nominateRepresentatives(
  ctx: Context,
  id: string,
  persons: readonly string[],
): Promise<DrawView> {
  await transact(ctx, async tx => {
    const { lot, project } = await lockLot(tx, id);
    requireHost(ctx, project);
    const draw = must(await tx.em.findOne(ExpertDraw, { lot: id }), 'drawFirst');
    const seats = await tx.em.find(CommitteeSeat, { lot: id, leftAt: null });
    const own = seats.filter(s => s.source === 'tenderer');
    const { committee } = lot.rules;
    requireRepresentatives(lot.state, committee, own.length, persons.length);
    const people = await tx.em.find(
      Person,
      { id: { $in: [...persons] }, organisation: project.tenderer },
      { populate: ['organisation'] },
    );
    const strange = persons.find(p => !people.some(own => own.id === p));
    if (strange || people.some(p => seats.some(s => s.person === p.id)))
      throw new RuleError(
        'NOT_ELIGIBLE',
        {
          zh: '招标人代表应是本单位的人员，并且没有重复。',
          en: 'Representatives belong to the tenderer, and each is named once.',
        },
        {
          person: strange ?? null,
        },
      );
    const now = await tx.now();
    for (const [i, person] of people.entries())
      tx.em.create(CommitteeSeat, {
        id: v7(),
        lot: id,
        number: freeNumbers(committee, own)[i] ?? 0,
        person: person.id,
        city: person.organisation?.city ?? '',
        discipline: '招标人代表',
        source: 'tenderer',
        reply: 'accepted',
        reason: '',
        askedAt: now,
        answeredAt: now,
        leftAt: null,
      });
    const data = { count: people.length };
    await tx.record({ type: 'experts.representatives', subject: id, data });
    await completeWhenAll(tx, lot, draw);
  });
  return readDraw(ctx, id);
}

const freeNumbers = (
  { size, experts }: { size: number; experts: number },
  taken: readonly { number: number }[],
): number[] =>
  Array.from({ length: size - experts }, (_, i) => experts + 1 + i).filter(
    n => !taken.some(t => t.number === n),
  );
