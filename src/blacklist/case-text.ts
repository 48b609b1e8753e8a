import type { EntityManager } from '@mikro-orm/postgresql';
import type { CaseAct as Body } from '../../contracts/sanction-case.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { Organisation, OrganisationProfile, Person } from '../registry/entities.ts';
import type { CaseFile } from './case-file.ts';
import { lastAct } from './case-file.ts';
import { terms } from './rules/due.ts';
import { grounds } from './rules/grounds.ts';

/** What the notice says, as far as later steps need it. */
export type NoticeText =
  Extract<Body, { act: 'notice' }> extends infer N
    ? Omit<N, 'evidence'> & {
        readonly evidence: readonly { readonly id: string; readonly sha256: string }[];
        readonly representative: string | null;
      }
    : never;

/** The listing of a case bears the number of the case, with the letter of a listing. */
export const listingNumber = (caseNumber: string): string => `L${caseNumber.slice(1)}`;

/**
 * The exact text of an act: what the caller says, what the record holds, and the hash of the act before it. It holds no
 * time, since it is signed before it is taken.
 */
export async function textOf(em: EntityManager, file: CaseFile, body: Body): Promise<string> {
  const { held, acts } = file;
  const { act, ...said } = body;
  return canonicalText({
    format: 'kaibiao-sanction-case/1',
    act,
    case: held.number,
    authority: held.authorityName,
    list: held.list,
    ground: held.ground,
    subject: held.subject,
    previous: acts.at(-1)?.sha256 ?? null,
    ...said,
    ...(await added(em, file, body)),
  });
}

/** What the record adds to an act of that kind. */
async function added(em: EntityManager, file: CaseFile, body: Body): Promise<object> {
  const { articles } = grounds[file.held.ground];
  switch (body.act) {
    case 'investigate':
      return { officers: await namesOf(em, body.officers) };
    case 'call-hearing':
      return { chair: (await namesOf(em, [body.chair]))[0] };
    case 'notice':
      return { articles, ...(await noticed(em, file, body)), rights };
    case 'decide':
      return { articles, ...decided(file, body), remedies };
    case 'publish':
      return { listing: listingNumber(file.held.number) };
    default:
      return {};
  }
}

async function namesOf(em: EntityManager, ids: readonly string[]) {
  const people = await em.find(Person, { id: { $in: [...ids] } });
  return ids.map(person => ({ person, name: people.find(p => p.id === person)?.name ?? '' }));
}

const rights = {
  answerWithinWorkingDays: terms.answer.days,
  zh: '您有权自收到本告知之日起五个工作日内陈述、申辩，并可以要求听证；逾期视为放弃（行政处罚法第四十四、四十五、六十三、六十四条）。',
};

const remedies = {
  reviewWithinDays: terms.reviewFiling.days,
  zh: '不服本决定的，可以自知道之日起六十日内申请行政复议，或者依法提起行政诉讼；复议、诉讼期间不停止执行，法律另有规定的除外（行政复议法第二十、四十二条）。',
};

async function noticed(
  em: EntityManager,
  { held, evidence }: CaseFile,
  body: Extract<Body, { act: 'notice' }>,
) {
  const named = body.evidence.map(id => evidence.find(e => e.id === id));
  if (named.some(e => !e))
    throw new RuleError(
      'NOT_FOUND',
      {
        zh: '所列证据不在本案中，请重新选择。',
        en: 'The evidence listed is not of this case. Choose again.',
      },
      { reason: 'evidence' },
    );
  return {
    evidence: named.flatMap(e => (e ? [{ id: e.id, name: e.name, sha256: e.sha256 }] : [])),
    representative: body.extendsToPerson ? await representativeOf(em, held.code ?? '') : null,
  };
}

/** Whom the decision would extend to: without a declared representative it cannot. */
async function representativeOf(em: EntityManager, code: string): Promise<string> {
  const profile = await profileOf(em, code);
  if (profile) return (JSON.parse(profile.text) as Declared).legalRepresentative.name;
  throw new RuleError(
    'RULES_INCOMPLETE',
    {
      zh: '该单位没有申报法定代表人，决定不能及于其法定代表人。',
      en: 'The organisation has declared no legal representative; the decision cannot extend to one.',
    },
    {
      reason: 'representative',
    },
  );
}
interface Declared {
  readonly legalRepresentative: { readonly name: string };
}

/** The declaration of the organisation with this code that was in force at `at` (now, when left out). */
export async function profileOf(
  em: EntityManager,
  code: string,
  at?: Date,
): Promise<OrganisationProfile | null> {
  const organisation = await em.findOne(Organisation, { code });
  if (!organisation) return null;
  const until = at ? { declaredAt: { $lte: at } } : {};
  return em.findOne(
    OrganisationProfile,
    { organisation: organisation.id, ...until },
    { orderBy: { version: 'desc' } },
  );
}

/** The decision is public: it names the evidence by hash only. */
function decided({ held, acts }: CaseFile, body: Extract<Body, { act: 'decide' }>) {
  const notice = lastAct<NoticeText>(acts, 'notice');
  const shaOf = (act: string) => acts.filter(a => a.act === act).map(a => a.sha256);
  return {
    listing: listingNumber(held.number),
    noticeSha256: shaOf('notice').at(-1) ?? null,
    answersSha256: shaOf('answer'),
    hearingSha256: shaOf('record-hearing').at(-1) ?? null,
    evidenceSha256: notice?.evidence.map(e => e.sha256) ?? [],
    representative: body.extendsToPerson ? (notice?.representative ?? null) : null,
  };
}
