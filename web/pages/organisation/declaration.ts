import {
  CreditCode,
  OrganisationProfile,
  type OrganisationProfile as Profile,
} from '../../../contracts/organisation-profile.ts';
import { RuleError } from '../../../src/kernel/rule-error.ts';
import { personMark } from '../../../src/pki/person-mark.ts';
import { requireOwnProfile } from '../../../src/registry/rules.ts';

/** A holder as the form has it: an organisation by its code, a person by a number that never leaves this computer. */
export interface HolderDraft {
  name: string;
  kind: 'organisation' | 'person';
  code: string;
  idNumber: string;
  mark: string | null;
  share: string;
}

/** The declaration as it stands on the screen; `mark` is kept from the last one until a new number is given. */
export interface Draft {
  representative: string;
  idNumber: string;
  mark: string | null;
  parent: string;
  predecessors: { code: string; by: 'merger' | 'division' }[];
  holders: HolderDraft[];
  contact: { name: string; phone: string; email: string; address: string };
  established: string;
  capital: string;
  industry: string;
}

export const newHolder = (): HolderDraft => ({
  ...{ name: '', kind: 'organisation', code: '', idNumber: '', mark: null, share: '' },
});

/** What was declared last, to be changed; empty the first time. */
export function draftOf(last: Profile | null): Draft {
  const contact = last?.contact;
  return {
    representative: last?.legalRepresentative.name ?? '',
    idNumber: '',
    mark: last?.legalRepresentative.mark ?? null,
    parent: last?.parent ?? '',
    predecessors: (last?.predecessors ?? []).map(p => ({ ...p })),
    holders: (last?.shareholders ?? []).map(({ name, code, mark, share }) => ({
      ...{ name, code: code ?? '', idNumber: '', mark, share },
      kind: mark ? 'person' : 'organisation',
    })),
    contact: {
      ...{ name: contact?.name ?? '', phone: contact?.phone ?? '' },
      ...{ email: contact?.email ?? '', address: contact?.address ?? '' },
    },
    established: last?.facts.established ?? '',
    capital: last?.facts.capital ?? '',
    industry: last?.facts.industry ?? '',
  };
}

/** The fields that keep the draft from being declared, by the names of the form. */
export function lackingOf(draft: Draft): string[] {
  const { contact } = draft;
  const { share } = OrganisationProfile.shape.shareholders.element.shape;
  const { email } = OrganisationProfile.shape.contact.shape;
  const isCode = (text: string) => CreditCode.safeParse(text.trim()).success;
  const wrong: Record<string, boolean> = {
    representative: draft.representative.trim() === '',
    idNumber: draft.mark === null && draft.idNumber.trim() === '',
    parent: draft.parent.trim() !== '' && !isCode(draft.parent),
    predecessors: draft.predecessors.some(p => !isCode(p.code)),
    shareholders: draft.holders.some(
      h =>
        h.name.trim() === '' ||
        !share.safeParse(h.share).success ||
        (h.kind === 'organisation' && h.code.trim() !== '' && !isCode(h.code)),
    ),
    contact:
      contact.name.trim() === '' ||
      contact.phone.trim().length < 5 ||
      contact.address.trim().length < 2,
    email: contact.email.trim() !== '' && !email.safeParse(contact.email.trim()).success,
  };
  return Object.keys(wrong).filter(name => wrong[name]);
}

/** A number gives a new mark (half a second each); without one the last mark stays. */
const markOf = (idNumber: string, last: string | null) =>
  idNumber.trim() === '' ? last : personMark(idNumber);

function holderOf({ name, kind, code, idNumber, mark, share }: HolderDraft) {
  const known = { name: name.trim(), share };
  return kind === 'person'
    ? { ...known, code: null, mark: markOf(idNumber, mark) }
    : { ...known, code: code.trim() || null, mark: null };
}

/** The declaration to be signed. Throws a RuleError that says which part is wrong. */
export function profileOf(code: string, draft: Draft): Profile {
  const { contact, representative } = draft;
  const email = contact.email.trim();
  const read = OrganisationProfile.safeParse({
    ...{ format: 'kaibiao-organisation-profile/1', code, parent: draft.parent.trim() || null },
    legalRepresentative: {
      name: representative.trim(),
      mark: markOf(draft.idNumber, draft.mark),
    },
    predecessors: draft.predecessors.map(p => ({ ...p, code: p.code.trim() })),
    shareholders: draft.holders.map(holderOf),
    contact: {
      ...{ name: contact.name.trim(), phone: contact.phone.trim() },
      ...{ email: email === '' ? null : email, address: contact.address.trim() },
    },
    facts: {
      established: draft.established || null,
      capital: draft.capital || null,
      industry: draft.industry.trim(),
    },
  });
  if (!read.success) {
    const where = read.error.issues[0]?.path.join('.') ?? '';
    throw new RuleError('MALFORMED', { zh: `请检查：${where}`, en: `Check: ${where}` });
  }
  requireOwnProfile(code, read.data);
  return read.data;
}
