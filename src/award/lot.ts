import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { RuleError } from '../kernel/rule-error.ts';
import { isHost } from '../opening/rules.ts';
import { type Context, must } from '../platform/command.ts';
import { Lot, Project } from '../tender/entities.ts';
import { Award, AwardCandidate, AwardVoiding, ResultObjection } from './entities.ts';

/** A lot and how far its award is; `award` is null before its candidates are published. */
export interface Matter {
  readonly lot: Lot;
  readonly project: Project;
  readonly award: Award | null;
  readonly candidates: AwardCandidate[];
  readonly objections: ResultObjection[];
  /** Awards that fell, in order. */
  readonly voidings: AwardVoiding[];
}

/** The lot as it is now. */
export async function findMatter(em: EntityManager, id: string): Promise<Matter> {
  return matterOf(em, must(await em.findOne(Lot, { id }), 'lot'));
}

/** The same under the lot's row lock: ask for the time after it. A suspended lot admits nothing. */
export async function lockMatter(em: EntityManager, id: string): Promise<Matter> {
  const lot = await em.findOne(Lot, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (lot?.state === 'suspended')
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '这个标段已经暂停，恢复后再继续。',
        en: 'This lot is suspended. Go on once it is resumed.',
      },
      { state: lot.state },
    );
  return matterOf(em, must(lot, 'lot'));
}

async function matterOf(em: EntityManager, lot: Lot): Promise<Matter> {
  const project = must(await em.findOne(Project, { id: lot.project.id }), 'project');
  const of = { lot: lot.id };
  return {
    lot,
    project,
    award: await em.findOne(Award, of),
    candidates: await em.find(AwardCandidate, of, { orderBy: { rank: 1 } }),
    objections: await em.find(ResultObjection, of, { orderBy: { at: 1, id: 1 } }),
    voidings: await em.find(AwardVoiding, of, { orderBy: { number: 1 } }),
  };
}

/** The tenderer of the project or its agency, whose mandate the publication of the project fixed. */
export function isOwn({ actor }: Context, { tenderer, agency = null }: Project): boolean {
  return isHost({ tenderer, agency }, actor.organisation);
}

/** Only for the project's own tenderer and agency; others do not find it. */
export function requireOwn(ctx: Context, project: Project): void {
  if (!isOwn(ctx, project))
    throw new RuleError('NOT_FOUND', { zh: '没有找到这个标段。', en: 'This lot was not found.' });
}
