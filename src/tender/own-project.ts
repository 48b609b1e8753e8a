import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { RuleError } from '../kernel/rule-error.ts';
import { must } from '../platform/command.ts';
import type { Actor } from '../platform/identity.ts';
import { Lot, Project } from './entities.ts';

/** A project for those who run it; to everybody else it does not exist. `lock` holds its row to the end of the transaction. */
export async function ownProject(
  em: EntityManager,
  actor: Actor,
  id: string,
  lock = false,
): Promise<Project> {
  const project = must(await findProject(em, id, lock), 'project');
  const runs =
    actor.organisation !== null && [project.tenderer, project.agency].includes(actor.organisation);
  if (!runs)
    throw new RuleError('NOT_FOUND', { zh: '没有找到项目。', en: 'The project was not found.' });
  return project;
}

/** A project that has been published, whatever became of it since; a draft does not exist to the public. */
export async function publishedProject(
  em: EntityManager,
  id: string,
  lock = false,
): Promise<Project & { publishedAt: Date }> {
  const project = must(await findProject(em, id, lock), 'project');
  if (!project.publishedAt)
    throw new RuleError('NOT_FOUND', { zh: '没有找到项目。', en: 'The project was not found.' });
  return project as Project & { publishedAt: Date };
}

const findProject = (em: EntityManager, id: string, lock: boolean) =>
  em.findOne(Project, id, lock ? { lockMode: LockMode.PESSIMISTIC_WRITE } : {});

/** The lots of a project in their order; locked one after another by id, so that no two transactions wait in a ring. */
export async function lotsOf(em: EntityManager, project: Project, lock = false): Promise<Lot[]> {
  const lots = await em.find(
    Lot,
    { project: project.id },
    { orderBy: { id: 'asc' }, ...(lock ? { lockMode: LockMode.PESSIMISTIC_WRITE } : {}) },
  );
  return lots.sort((a, b) => a.position - b.position);
}

export function requireDraft(project: Project): void {
  if (project.state !== 'draft')
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '项目已经发布，不能再改草稿。需要修改的，请发布澄清或修改。',
        en: 'The project is published; its draft cannot be edited. To change it, publish an amendment.',
      },
      {
        state: project.state,
      },
    );
}

/** Published and not stopped: what may be asked, answered and amended. */
export function requireRunning(project: Project): void {
  if (project.state !== 'published')
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '项目现在不在进行中，不能做这件事。',
        en: 'The project is not under way now; this cannot be done.',
      },
      {
        state: project.state,
      },
    );
}
