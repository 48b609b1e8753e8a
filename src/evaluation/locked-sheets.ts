import type { LockedSheet } from '../../contracts/evaluation-report.ts';
import type { Room } from './desk.ts';
import { EvaluationSheet } from './entities.ts';

/** The locked sheets of those who sit now. */
export async function lockedSheets({ tx, lot, members }: Room): Promise<LockedSheet[]> {
  await tx.em.flush();
  const rows = await tx.em.find(EvaluationSheet, { lot: lot.id, lockedAt: { $ne: null } });
  return members.flatMap(({ id, number }) =>
    rows
      .filter(row => row.member === id)
      .map(({ stage, version, marks, lockedAt }) => ({
        member: number,
        stage,
        version,
        lockedAt: lockedAt?.toISOString() ?? '',
        marks,
      })),
  );
}
