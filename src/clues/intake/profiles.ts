import type { OrganisationProfile as Described } from '../../../contracts/organisation-profile.ts';
import type { Observation } from '../../analytics/hard/evidence.ts';
import type { Context } from '../../platform/command.ts';
import { OrganisationProfile } from '../../registry/entities.ts';
import { declaredMarks } from '../rules/declared-marks.ts';

/** The newest declaration of each of these organisations, as marks; nothing of one that has declared nothing. */
export async function profileMarks(ctx: Context, ids: readonly string[]): Promise<Observation[]> {
  const rows = await ctx.em
    .fork()
    .find(
      OrganisationProfile,
      { organisation: { $in: [...ids] } },
      { fields: ['organisation', 'version', 'text'], orderBy: { version: 'asc' } },
    );
  const newest = new Map(rows.map(row => [row.organisation, row.text]));
  return [...newest].flatMap(([organisation, text]) =>
    declaredMarks(organisation, JSON.parse(text) as Described),
  );
}
