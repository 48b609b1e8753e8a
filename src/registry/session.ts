import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Session as SessionReply } from '../../contracts/registry.ts';
import type { Context, Transaction } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import type { Actor } from '../platform/identity.ts';
import { prepared } from '../platform/prepared.ts';
import { Expert, type Person, Session } from './entities.ts';

const hour = 3_600_000;
/** A working day at the longest, half of it without a touch. */
const longest = 12 * hour;
const idle = 6 * hour;

/** How somebody signed in, for the record (C49). */
export interface SignInRecord {
  readonly by: 'demo' | 'password' | 'certificate';
  readonly certificate?: string;
  /** Whether the certificate's revocation status was known. */
  readonly status?: 'valid' | 'provisional';
}

/** Sessions live in real time even where the demo clock runs ahead: nobody is put out by a jump. */
export async function startSession(
  tx: Transaction,
  person: Person,
  demo: boolean,
  how: SignInRecord = { by: 'demo' },
): Promise<SessionReply & { token: string }> {
  const token = randomBytes(32).toString('base64url');
  const now = new Date();
  const expiresAt = new Date(now.getTime() + longest);
  tx.em.create(Session, {
    id: v7(),
    tokenSha256: sha256Hex(token),
    person,
    startedAt: now,
    seenAt: now,
    expiresAt,
    endedAt: null,
  });
  await tx.record({ type: 'registry.signed-in', subject: person.id, data: { ...how } });
  const expert = await tx.em.findOne(Expert, { person: person.id });
  return { ...presentSession(actorOf(person, expert?.city ?? null, null), expiresAt, demo), token };
}

/** The session as its owner sees it. */
function presentSession(actor: Actor, expiresAt: Date, demo: boolean): SessionReply {
  return {
    person: actor.person,
    name: actor.name,
    organisation: actor.organisation,
    organisationName: actor.organisationName,
    city: actor.city,
    roles: [...actor.roles],
    expiresAt: expiresAt.toISOString(),
    demo,
  };
}

/** A session with whose it is, in one round trip: every request begins with this. */
const holder = `select s.id as session, s.seen_at as "seenAt", s.expires_at as "expiresAt",
    p.id as person, p.name, p.roles, p.organisation_id as organisation, o.name as "organisationName",
    coalesce(e.city, o.city) as city
  from session s join person p on p.id = s.person_id
  left join organisation o on o.id = p.organisation_id
  left join expert e on e.person_id = p.id
  where s.token_sha256 = $1 and s.ended_at is null`;

/** Who holds `token`; null when it is unknown, ended or too old. */
export async function authenticate(ctx: Context, token: string): Promise<Actor | null> {
  type Held = Actor & {
    readonly session: string;
    readonly seenAt: string;
    readonly expiresAt: string;
  };
  const [held] = await prepared<Held>(ctx.em, holder, [sha256Hex(token)]);
  if (!held) return null;
  const { seenAt, expiresAt, ...actor } = held;
  const now = Date.now();
  const seen = Date.parse(seenAt);
  if (Date.parse(expiresAt) <= now || seen + idle <= now) return null;
  if (seen + 60_000 < now)
    await ctx.em.nativeUpdate(Session, { id: actor.session }, { seenAt: new Date(now) });
  return actor;
}

function actorOf(person: Person, city: string | null, session: string | null): Actor {
  return {
    person: person.id,
    organisation: person.organisation?.id ?? null,
    name: person.name,
    organisationName: person.organisation?.name ?? null,
    city: city ?? person.organisation?.city ?? null,
    roles: person.roles,
    session,
  };
}

/** Who is signed in, null for nobody. */
export async function readSession(ctx: Context, demo: boolean) {
  const { session: id } = ctx.actor;
  const session = id === null ? null : await ctx.em.findOne(Session, { id });
  return {
    session: session ? presentSession(ctx.actor, session.expiresAt, demo) : null,
    demo,
  };
}

/** Which of these sessions are still good: the sockets of the others are closed. */
export async function aliveSessions(
  ctx: Context,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await ctx.em.find(
    Session,
    { id: { $in: [...ids] }, endedAt: null, expiresAt: { $gt: new Date() } },
    { fields: ['id'] },
  );
  return new Set(found.map(session => session.id));
}
