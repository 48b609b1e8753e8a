import type { Draft } from '../../contracts/tender/drafting.ts';
import type { ProjectDraft } from '../../contracts/tender/project.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, type Transaction, transact } from '../platform/command.ts';
import { Organisation } from '../registry/entities.ts';
import type { Project } from './entities.ts';
import { ownProject, requireDraft } from './own-project.ts';
import { presentDraft } from './present.ts';

/** Saves the draft over the version that the caller edited; over a newer one it is refused, so nobody's work is lost. */
export async function saveDraft(
  ctx: Context,
  id: string,
  version: number | null,
  content: ProjectDraft,
): Promise<Draft> {
  if (version === null)
    throw new RuleError('MALFORMED', {
      zh: '请求缺少 If-Match：请写明您改的是第几版草稿。',
      en: 'The request lacks If-Match: say which version of the draft you edited.',
    });
  return transact(ctx, async tx => {
    const project = await ownProject(tx.em, ctx.actor, id, true);
    requireDraft(project);
    if (project.version !== version)
      throw new RuleError(
        'CONFLICT',
        {
          zh: '别人在您之后保存过。您的改动没有丢，请选用哪一个。',
          en: 'Somebody saved after you. Your changes are kept: choose which to use.',
        },
        {
          yours: version,
          current: project.version,
        },
      );
    await appoint(tx, project, ctx.actor.organisation, content.agency);
    project.content = content;
    project.name = content.name;
    project.city = content.city;
    project.industry = content.industry;
    project.version = version + 1;
    project.savedAt = await tx.now();
    const data = { code: project.code, version: project.version };
    await tx.record({ type: 'tender.draft-saved', subject: id, data });
    return presentDraft(tx.em, project);
  });
}

/** The mandate is the tenderer's to give (A12): an agency neither passes it on nor gives it up here. */
async function appoint(
  tx: Transaction,
  project: Project,
  by: string | null,
  agency: string | null,
): Promise<void> {
  if (agency === (project.agency ?? null)) return;
  if (by !== project.tenderer)
    throw new RuleError('FORBIDDEN', {
      zh: '代理机构由招标人选定，请联系招标人修改。',
      en: 'The tenderer chooses the agency. Ask the tenderer to change it.',
    });
  const named = agency === null ? null : await tx.em.findOne(Organisation, { id: agency });
  if (agency !== null && !named?.kinds.includes('agency'))
    throw new RuleError(
      'NOT_FOUND',
      { zh: '没有找到这家招标代理机构。', en: 'This agency was not found.' },
      { agency },
    );
  project.agency = agency;
  project.agencyName = named?.name ?? null;
}
