import type { OrganisationProfile } from '../../../contracts/organisation-profile.ts';
import type { Observation } from '../../analytics/hard/evidence.ts';

/** Percent from which a holder has significant influence (企业会计准则第 2 号). */
const influence = 20;

/**
 * What a firm declared of itself by signature, as marks: its legal head, telephone and mail, and who owns it. It owns
 * itself too, so that a rival of which it is a holder matches it.
 */
export function declaredMarks(bidder: string, profile: OrganisationProfile): Observation[] {
  const { code, legalRepresentative, parent, shareholders, contact } = profile;
  const mark = (kind: Observation['kind'], value: string | null, source: string): Observation[] =>
    value ? [{ bidder, kind, value, source }] : [];
  const owners = shareholders.filter(({ share }) => Number(share) >= influence);
  return [
    ...mark('person', legalRepresentative.mark, 'legal-representative'),
    ...mark('contact', contact.phone, 'contact'),
    ...mark('contact', contact.email, 'contact'),
    ...mark('owner', code, 'itself'),
    ...mark('owner', parent, 'parent'),
    ...owners.flatMap(holder => mark('owner', holder.code ?? holder.mark, 'shareholder')),
  ];
}
