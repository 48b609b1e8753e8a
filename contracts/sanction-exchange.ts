import { z } from 'zod';
import { Base64, Cms, Id, route, Sha256, Time } from './route.ts';
import { Blacklist, GroundId, Reference, Sanction, SanctionSubject } from './sanctions.ts';

/** One entry of the feed: the event's text is what the centre signs and what the log commits to. */
export const FeedEntry = z.strictObject({
  cursor: z.int().positive(),
  event: z.string().max(1_000_000),
  blind: Sha256,
  /** C2SP tlog-proof against the page's checkpoint. */
  proof: z.string().max(20_000),
  /** CAdES of the centre over the event's text. */
  signature: Cms,
});
export type FeedEntry = z.infer<typeof FeedEntry>;

export const FeedPage = z.strictObject({
  entries: z.array(FeedEntry).max(50),
  /** Signed note that all proofs of the page are against; null while the log is empty. */
  checkpoint: z.string().max(20_000).nullable(),
  more: z.boolean(),
});
export type FeedPage = z.infer<typeof FeedPage>;

/** What an entry says (`data` of its event). */
export const EntryData = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('listed'),
    number: Reference,
    origin: z.string().max(100),
    authority: z.string().max(100),
    list: Blacklist,
    ground: GroundId,
    subject: SanctionSubject,
    personTag: Sha256.nullable(),
    from: Time,
    until: Time.nullable(),
    decision: z.string().max(500_000),
    decisionSha256: Sha256,
    decisionSignature: Base64,
  }),
  ...(['suspended', 'resumed', 'repaired', 'revoked', 'expired'] as const).map(kind =>
    z.strictObject({
      kind: z.literal(kind),
      number: Reference,
      reason: z.string().max(20_000).optional(),
      until: Time.nullable(),
    }),
  ),
]);
export type EntryData = z.infer<typeof EntryData>;
export const EntryEvent = z.strictObject({
  id: Id,
  type: z.string().startsWith('sanction.'),
  subject: Id,
  actor: z.string(),
  at: Time,
  data: EntryData,
});

export const readFeed = route({
  method: 'get',
  path: '/sanctions/feed',
  roles: ['public'],
  query: z.object({ after: z.coerce.number<string | number>().int().min(0).default(0) }),
  reply: FeedPage,
  summary: 'Everything entered in this city’s lists, signed and proved, by cursor',
});

export const readPins = route({
  method: 'get',
  path: '/sanctions/pins',
  roles: ['public'],
  reply: z.object({ name: z.string(), sealSha256: Sha256, logKey: z.string() }),
  summary: 'What another city pins after comparing it by another way: seal certificate and log key',
});

const Policy = z.enum(['confirm', 'automatic']);

export const Peer = z.object({
  id: Id,
  name: z.string(),
  url: z.url(),
  sealSha256: Sha256,
  logKey: z.string(),
  policy: Policy,
  cursor: z.int(),
  logSize: z.int().nullable(),
  state: z.enum(['active', 'alarm']),
  fault: z.string().nullable(),
  pulledAt: Time.nullable(),
  pending: z.int(),
});
export type Peer = z.infer<typeof Peer>;

export const listPeers = route({
  method: 'get',
  path: '/sanction-peers',
  roles: ['supervisor'],
  reply: z.object({ rows: z.array(Peer) }),
  summary: 'Cities whose lists are read here',
});

export const addPeer = route({
  method: 'post',
  path: '/sanction-peers',
  roles: ['supervisor'],
  body: z.object({
    name: z.string().min(2).max(100),
    url: z.url().max(300),
    sealSha256: Sha256,
    logKey: z.string().max(300),
    policy: Policy,
  }),
  reply: Peer,
  idempotent: true,
  summary: 'Read another city’s list, pinned by seal certificate and log key',
});

export const pullPeer = route({
  method: 'post',
  path: '/sanction-peers/:peer/pull',
  roles: ['supervisor'],
  params: z.object({ peer: Id }),
  reply: Peer,
  summary: 'Read its list now; after an alarm this is how a person lets it go on',
});

/** How a listing of another city is taken over here, as signed. */
export const ImportDecision = z.strictObject({
  format: z.literal('kaibiao-sanction-import/1'),
  import: Id,
  number: Reference,
  textSha256: Sha256,
  outcome: z.enum(['confirm', 'refuse']),
  reason: z.string().min(4).max(4000),
});
export type ImportDecision = z.infer<typeof ImportDecision>;

const Import = z.object({
  id: Id,
  peer: z.string(),
  number: Reference,
  state: z.enum(['pending', 'confirmed', 'refused', 'applied']),
  at: Time,
  textSha256: Sha256,
  sanction: Sanction,
});
export type Import = z.infer<typeof Import>;

export const listImports = route({
  method: 'get',
  path: '/sanction-imports',
  roles: ['supervisor'],
  reply: z.object({ rows: z.array(Import) }),
  summary: 'Listings of other cities that wait for a person here, and the latest decided ones',
});

export const decideImport = route({
  method: 'post',
  path: '/sanction-imports/:import/decision',
  roles: ['supervisor'],
  params: z.object({ import: Id }),
  body: z.object({ decision: ImportDecision, signature: Cms }),
  reply: Import,
  idempotent: true,
  summary: 'Confirm or refuse a listing of another city, signed',
});
