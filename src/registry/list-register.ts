import { type Context, must } from '../platform/command.ts';
import { presentCertificate } from './bind-certificate.ts';
import { Certificate, Expert, Organisation, Person } from './entities.ts';
import { presentOrganisation } from './register-organisation.ts';
import { presentPerson } from './register-person.ts';

const pageSize = 50;

/** Rows are asked for one more than a page holds: the cursor of the next page is the last id shown. */
const paged = <T extends { id: string }, R>(found: T[], present: (row: T) => R) => ({
  rows: found.slice(0, pageSize).map(present),
  next: found.length > pageSize ? (found[pageSize - 1]?.id ?? null) : null,
});

const page = { orderBy: { id: 'asc' }, limit: pageSize + 1 } as const;
const after = (cursor: string | undefined) => (cursor ? { id: { $gt: cursor } } : {});

/** Registered organisations whose name or code contains `text`, by id. */
export async function listOrganisations(
  ctx: Context,
  { text, after: cursor }: { text: string; after?: string | undefined },
) {
  const like = containing(text);
  const matching =
    text === '' ? {} : { $or: [{ name: { $like: like } }, { code: { $like: like } }] };
  const found = await ctx.em.find(Organisation, { ...matching, ...after(cursor) }, page);
  return paged(found, presentOrganisation);
}

const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Registered people, of one organisation when it is named, whose name or login contains `text`, by id. */
export async function listPersons(
  ctx: Context,
  {
    organisation,
    text,
    after: cursor,
  }: { organisation?: string | undefined; text: string; after?: string | undefined },
) {
  const like = containing(text);
  const where = {
    ...(organisation ? { organisation } : {}),
    ...(text === '' ? {} : { $or: [{ name: { $like: like } }, { login: { $like: like } }] }),
    ...after(cursor),
  };
  return paged(await ctx.em.find(Person, where, page), presentPerson);
}

/** The people of the caller's own organisation, by name. */
export async function listColleagues(ctx: Context) {
  const organisation = must(ctx.actor.organisation, 'ownOrganisation');
  const found = await ctx.em.find(
    Person,
    { organisation },
    { orderBy: { name: 'asc', id: 'asc' } },
  );
  return { rows: found.map(({ id, name }) => ({ id, name })) };
}

/** The certificates bound to one person, newest first; ended bindings too. */
export async function listCertificatesOf(ctx: Context, person: string) {
  const newest = { orderBy: { boundAt: 'desc', sha256: 'asc' } } as const;
  const found = await ctx.em.find(Certificate, { person }, newest);
  return { rows: found.map(presentCertificate) };
}

/** The expert pool, by person. */
export async function listExperts(ctx: Context, { after: cursor }: { after?: string | undefined }) {
  const rows = await ctx.em.find(Expert, cursor ? { person: { id: { $gt: cursor } } } : {}, {
    orderBy: { person: { id: 'asc' } },
    limit: pageSize + 1,
    populate: ['person'],
    strategy: 'select-in',
  });
  const shown = rows.map(({ person, city, disciplines, employer, pastEmployers, active }) => ({
    ...{ id: person.id, person: person.id, name: person.name },
    ...{ city, disciplines, employer, pastEmployers, active },
  }));
  return paged(shown, ({ id: _, ...expert }) => expert);
}

/** The certificates bound to the caller and to its organisation, newest first; ended bindings too. */
export async function listCertificates(ctx: Context) {
  const { person, organisation } = ctx.actor;
  const mine = organisation ? { $or: [{ person }, { organisation }] } : { person };
  const found = await ctx.em.find(Certificate, mine, {
    orderBy: { boundAt: 'desc', sha256: 'asc' },
  });
  return { rows: found.map(presentCertificate) };
}
