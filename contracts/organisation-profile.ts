import { z } from 'zod';
import { Organisation } from './registry.ts';
import { Cms, Id, route, Sha256, Time, Yuan } from './route.ts';

/** Unified social credit code as written; its check character is the register's to judge. */
export const CreditCode = z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/);
/** A person without the identity number: see `src/pki/person-mark.ts`. */
const Mark = Sha256;
const name = z.string().min(1).max(100);

/** What an organisation declares of itself, as it signs it (RFC 8785, CAdES). */
export const OrganisationProfile = z.strictObject({
  format: z.literal('kaibiao-organisation-profile/1'),
  code: CreditCode,
  legalRepresentative: z.strictObject({ name, mark: Mark }),
  /** Code of the legal person whose branch it is; null when it is one itself. */
  parent: CreditCode.nullable(),
  /** Whose rights and duties it took over by merger or division (Civil Code 67). */
  predecessors: z
    .array(z.strictObject({ code: CreditCode, by: z.enum(['merger', 'division']) }))
    .max(50),
  shareholders: z
    .array(
      z.strictObject({
        name,
        /** Code of an organisation, mark of a person, or null where neither is known. */
        code: CreditCode.nullable(),
        mark: Mark.nullable(),
        /** Percent with up to two decimals. */
        share: z.string().regex(/^(100(\.00?)?|\d{1,2}(\.\d{1,2})?)$/),
      }),
    )
    .max(200),
  contact: z.strictObject({
    name,
    phone: z.string().min(5).max(40),
    email: z.email().nullable(),
    address: z.string().min(2).max(200),
  }),
  facts: z.strictObject({
    established: z.iso.date().nullable(),
    capital: Yuan.nullable(),
    industry: z.string().max(100),
  }),
});
export type OrganisationProfile = z.infer<typeof OrganisationProfile>;

const Declared = z.object({
  organisation: Id,
  version: z.int(),
  declaredAt: Time.nullable(),
  profile: OrganisationProfile.nullable(),
});

export const readMyProfile = route({
  method: 'get',
  path: '/organisations/mine/profile',
  roles: ['tenderer', 'agency', 'bidder'],
  reply: Declared.extend({ name: z.string(), code: CreditCode }),
  summary: 'What one’s own organisation has declared of itself; version 0 before the first time',
});

export const declareProfile = route({
  method: 'post',
  path: '/organisations/mine/profile',
  roles: ['tenderer', 'agency', 'bidder'],
  body: z.object({ profile: OrganisationProfile, signature: Cms }),
  reply: Declared,
  idempotent: true,
  summary: 'Declare legal representative, parent, predecessors and shareholders, signed',
});

/** What the register says of an organisation to everybody; the name of its legal representative is public by law. */
export const PublicOrganisation = Organisation.pick({
  id: true,
  name: true,
  code: true,
  city: true,
  kinds: true,
}).extend({ legalRepresentative: z.string().nullable(), declaredAt: Time.nullable() });
export type PublicOrganisation = z.infer<typeof PublicOrganisation>;

export const readOrganisation = route({
  method: 'get',
  path: '/organisations/by-code/:code',
  roles: ['public'],
  params: z.object({ code: CreditCode }),
  reply: PublicOrganisation,
  summary: 'Who an organisation is: its public entry in the register',
});

export const readProfile = route({
  method: 'get',
  path: '/organisations/:organisation/profile',
  roles: ['supervisor', 'operator'],
  params: z.object({ organisation: Id }),
  reply: Declared.extend({
    profile: OrganisationProfile.omit({ legalRepresentative: true, shareholders: true })
      .extend({
        legalRepresentative: z.object({ name }),
        shareholders: z.array(z.object({ name, code: CreditCode.nullable(), share: z.string() })),
      })
      .nullable(),
  }),
  summary: 'What an organisation has declared of itself, without the marks of people',
});
