import { v7 } from 'uuid';
import type { Draft } from '../../contracts/tender/drafting.ts';
import type { ProjectDraft } from '../../contracts/tender/project.ts';
import { dayOf } from '../kernel/calendar.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { Organisation } from '../registry/entities.ts';
import { Project } from './entities.ts';
import { presentDraft } from './present.ts';

const letters: Record<ProjectDraft['industry'], string> = {
  building: 'JZ',
  transport: 'JT',
  water: 'SL',
  procurement: 'CG',
};

/** Starts a project of the caller's organisation. An agency works under a mandate, so it cannot start one (A13). */
export async function createDraft(
  ctx: Context,
  first: Pick<ProjectDraft, 'name' | 'city' | 'industry'>,
): Promise<Draft> {
  return transact(ctx, async tx => {
    const tenderer = must(
      await tx.em.findOne(Organisation, { id: must(ctx.actor.organisation, 'ownOrganisation') }),
      'ownOrganisation',
    );
    if (!tenderer.kinds.includes('tenderer'))
      throw new RuleError('FORBIDDEN', {
        zh: '项目由招标人建立。请招标人建好后把您单位选为代理机构。',
        en: 'The tenderer sets up the project. Ask it to, and to name you as its agency.',
      });
    const now = await tx.now();
    const [row] = await tx.em.execute<{ n: string }[]>(`select nextval('project_number') as n`);
    const code = `${dayOf(now).slice(0, 4)}-${letters[first.industry]}-${String(row?.n).padStart(4, '0')}`;
    const project = tx.em.create(Project, {
      id: v7(),
      code,
      state: 'draft',
      version: 1,
      tenderer: tenderer.id,
      tendererName: tenderer.name,
      agency: null,
      agencyName: null,
      ...first,
      content: blank(first),
      createdAt: now,
      savedAt: now,
      publishedAt: null,
      deadline: null,
      ceilingFen: null,
      suspendedAt: null,
    });
    await tx.record({ type: 'tender.drafted', subject: project.id, data: { code } });
    return presentDraft(tx.em, project);
  });
}

const blank = (first: Pick<ProjectDraft, 'name' | 'city' | 'industry'>): ProjectDraft => ({
  ...first,
  fundSource: '',
  approval: '',
  summary: '',
  agency: null,
  contact: { name: '', phone: '' },
  lots: [],
  schedule: null,
});
