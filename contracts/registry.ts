import { z } from 'zod';
import { Base64, Cms, Done, Id, page, Role, route, Sha256, signedIn, Time } from './route.ts';

export const Session = z.object({
  person: Id,
  name: z.string(),
  organisation: Id.nullable(),
  organisationName: z.string().nullable(),
  city: z.string().nullable(),
  roles: z.array(Role),
  expiresAt: Time,
  demo: z.boolean(),
});
export type Session = z.infer<typeof Session>;

/** What the clients without cookies (CLI) get besides: sent back as `Authorization: Bearer`. */
const SignedIn = Session.extend({ token: z.string() });

export const readTime = route({
  method: 'get',
  path: '/time',
  roles: ['public'],
  reply: z.object({ now: Time, demo: z.boolean(), speed: z.number() }),
  summary: 'The server time, for the clocks on screens',
});

export const readSession = route({
  method: 'get',
  path: '/session',
  roles: ['public'],
  reply: z.object({ session: Session.nullable(), demo: z.boolean() }),
  summary: 'Who is signed in',
});

export const askChallenge = route({
  method: 'post',
  path: '/session/challenge',
  roles: ['public'],
  reply: z.object({ challenge: z.string(), expiresAt: Time }),
  summary: 'A one-time text to sign with a CA certificate',
});

export const signInByCertificate = route({
  method: 'post',
  path: '/session/certificate',
  roles: ['public'],
  body: z.object({ challenge: z.string().max(500), signature: Cms }),
  reply: SignedIn,
  session: 'starts',
  summary: 'Sign in by a CAdES signature over the challenge',
});

export const signInByPassword = route({
  method: 'post',
  path: '/session/password',
  roles: ['public'],
  body: z.object({ login: z.string().min(1).max(64), password: z.string().min(1).max(256) }),
  reply: SignedIn,
  session: 'starts',
  summary: 'Sign in by password',
});

export const signOut = route({
  method: 'delete',
  path: '/session',
  roles: ['public'],
  reply: Done,
  session: 'ends',
  summary: 'End the session and its sockets',
});

export const Organisation = z.object({
  id: Id,
  name: z.string().min(2).max(100),
  /** Unified social credit code, GB 32100: 18 characters with a check character. */
  code: z.string().length(18),
  city: z.string().max(40),
  kinds: z.array(z.enum(['tenderer', 'agency', 'bidder', 'centre', 'supervision'])).min(1),
  /** 基本账户: where bid bonds must come from (B26). */
  basicAccount: z
    .string()
    .regex(/^\d{6,32}$/)
    .nullable()
    .default(null),
});
export type Organisation = z.infer<typeof Organisation>;

export const listOrganisations = route({
  method: 'get',
  path: '/organisations',
  roles: ['operator', 'supervisor', 'system-admin', 'security-admin', 'audit-admin'],
  query: z.object({ text: z.string().max(50).default(''), after: z.string().optional() }),
  reply: page(Organisation),
  summary: 'Registered organisations',
});

export const registerOrganisation = route({
  method: 'post',
  path: '/organisations',
  roles: ['operator'],
  body: Organisation.omit({ id: true }),
  reply: Organisation,
  idempotent: true,
  summary: 'Register an organisation',
});

export const changeBasicAccount = route({
  method: 'put',
  path: '/organisations/:organisation/basic-account',
  roles: ['operator'],
  params: z.object({ organisation: Id }),
  body: z.object({ account: z.string().regex(/^\d{6,32}$/) }),
  reply: Organisation,
  summary: 'Enter the basic account of an organisation, from its account permit',
});

export const Person = z.object({
  id: Id,
  name: z.string().min(1).max(50),
  organisation: Id.nullable(),
  login: z.string().regex(/^[a-z0-9.-]{2,40}$/),
  roles: z.array(Role),
});
export type Person = z.infer<typeof Person>;

export const listPersons = route({
  method: 'get',
  path: '/persons',
  roles: ['operator', 'system-admin', 'security-admin', 'audit-admin'],
  query: z.object({
    organisation: Id.optional(),
    text: z.string().max(50).default(''),
    after: z.string().optional(),
  }),
  reply: page(Person),
  summary: 'Registered people',
});

export const listColleagues = route({
  method: 'get',
  path: '/persons/colleagues',
  roles: ['tenderer', 'agency'],
  reply: z.object({ rows: z.array(Person.pick({ id: true, name: true })) }),
  summary: 'People of one’s own organisation, from whom its representatives are named',
});

export const registerPerson = route({
  method: 'post',
  path: '/persons',
  roles: ['operator', 'system-admin'],
  body: Person.omit({ id: true }).extend({ password: z.string().min(12).max(256) }),
  reply: Person,
  idempotent: true,
  summary: 'Register a person with roles',
});

export const Certificate = z.object({
  sha256: Sha256,
  person: Id.nullable(),
  organisation: Id.nullable(),
  subject: z.string(),
  issuer: z.string(),
  serial: z.string(),
  purpose: z.enum(['sign', 'encrypt']),
  notAfter: Time,
  state: z.enum(['bound', 'unbound']),
});
export type Certificate = z.infer<typeof Certificate>;

export const listCertificates = route({
  method: 'get',
  path: '/certificates/mine',
  roles: signedIn,
  reply: z.object({ rows: z.array(Certificate) }),
  summary: 'Certificates bound to the caller and its organisation',
});

export const listCertificatesOf = route({
  method: 'get',
  path: '/persons/:person/certificates',
  roles: ['operator', 'security-admin', 'audit-admin'],
  params: z.object({ person: Id }),
  reply: z.object({ rows: z.array(Certificate) }),
  summary: 'Certificates bound to a person, ended bindings too',
});

export const bindCertificate = route({
  method: 'post',
  path: '/certificates',
  roles: ['operator', 'security-admin'],
  body: z.object({ certificate: Base64, person: Id, purpose: z.enum(['sign', 'encrypt']) }),
  reply: Certificate,
  summary: 'Bind a CA certificate to a person',
});

export const unbindCertificate = route({
  method: 'delete',
  path: '/certificates/:sha256',
  roles: ['operator', 'security-admin'],
  params: z.object({ sha256: Sha256 }),
  reply: Done,
  summary: 'End a binding',
});

export const Expert = z.object({
  person: Id,
  name: z.string(),
  city: z.string(),
  disciplines: z.array(z.string()).min(1),
  employer: z.string(),
  pastEmployers: z.array(z.object({ name: z.string(), until: z.iso.date() })),
  active: z.boolean(),
});
export type Expert = z.infer<typeof Expert>;

export const registerExpert = route({
  method: 'post',
  path: '/experts',
  roles: ['operator'],
  body: Expert.omit({ name: true, active: true }),
  reply: Expert,
  summary: 'Enter a person in the expert pool',
});

export const listExperts = route({
  method: 'get',
  path: '/experts',
  roles: ['operator', 'audit-admin'],
  query: z.object({ after: z.string().optional() }),
  reply: page(Expert),
  summary: 'The expert pool',
});

/** Demo mode only: everybody in the demo city, one click away. */
export const DemoAccount = z.object({
  person: Id,
  name: z.string(),
  login: z.string(),
  organisationName: z.string().nullable(),
  city: z.string().nullable(),
  roles: z.array(Role),
});
export type DemoAccount = z.infer<typeof DemoAccount>;
export const listDemoAccounts = route({
  method: 'get',
  path: '/demo/accounts',
  roles: ['public'],
  reply: z.object({ rows: z.array(DemoAccount) }),
  summary: 'Demo mode: the accounts of the demo city',
});
export const signInAsDemo = route({
  method: 'post',
  path: '/demo/session',
  roles: ['public'],
  body: z.object({ person: Id }),
  reply: SignedIn,
  session: 'starts',
  summary: 'Demo mode: sign in with one click',
});
/** Demo mode only: the development CA's PKCS#12 of a demo account, as its holder would have it on a token. */
export const fetchDemoKey = route({
  method: 'get',
  path: '/demo/keys/:person',
  roles: ['public'],
  params: z.object({ person: Id }),
  reply: z.object({ name: z.string(), p12: Base64, passphrase: z.string() }),
  summary: 'Demo mode: the certificate file of a demo account',
});
export const advanceDemoClock = route({
  method: 'post',
  path: '/demo/clock',
  roles: ['public'],
  body: z.object({ toward: Time }),
  reply: z.object({ now: Time }),
  summary: 'Demo mode: put the clock forward',
});
