import { LockMode } from '@mikro-orm/core';
import type { OrganisationProfile as Profile } from '../../contracts/organisation-profile.ts';
import { utf8 } from '../kernel/bytes.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { Organisation, OrganisationProfile } from './entities.ts';
import { requireOwnProfile } from './rules.ts';

/** Takes a signed declaration as the next version; earlier ones stay. */
export async function declareProfile(
  ctx: Context,
  { profile, signature }: { readonly profile: Profile; readonly signature: string },
) {
  const id = must(ctx.actor.organisation, 'ownOrganisation');
  const text = canonicalText(profile);
  const p7 = Buffer.from(signature, 'base64');
  const { certificateSha256 } = await requireOwnSignature(ctx, p7, { content: utf8(text) });
  return transact(ctx, async tx => {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const organisation = must(await tx.em.findOne(Organisation, { id }, lock), 'ownOrganisation');
    requireOwnProfile(organisation.code, profile);
    const last = await newestProfile(tx.em, id);
    const version = (last?.version ?? 0) + 1;
    const declaredAt = await tx.now();
    // Who stands behind a firm is no matter for a log that others read: the hash commits to it.
    const data = { version, sha256: sha256Hex(text) };
    const event = await tx.record({ type: 'registry.profile-declared', subject: id, data });
    tx.em.create(OrganisationProfile, {
      ...{ organisation: id, version, text, signature: p7, certificateSha256, declaredAt },
      ...{ mark: profile.legalRepresentative.mark, parent: profile.parent, event: event.id },
      predecessors: profile.predecessors.map(p => p.code),
    });
    return { organisation: id, version, declaredAt: declaredAt.toISOString(), profile };
  });
}

const newestProfile = (em: Context['em'], organisation: string) =>
  em.findOne(OrganisationProfile, { organisation }, { orderBy: { version: 'desc' } });

async function readDeclared({ em }: Context, organisation: string) {
  const found = await newestProfile(em.fork(), organisation);
  return {
    organisation,
    version: found?.version ?? 0,
    declaredAt: found?.declaredAt.toISOString() ?? null,
    profile: found ? (JSON.parse(found.text) as Profile) : null,
  };
}

/** The public entry: of the declaration only who represents it, as the business register publishes it too. */
export async function readOrganisation(ctx: Context, code: string) {
  const found = must(await ctx.em.fork().findOne(Organisation, { code }), 'organisation');
  const { id, name, city, kinds } = found;
  const { profile, declaredAt } = await readDeclared(ctx, id);
  const legalRepresentative = profile?.legalRepresentative.name ?? null;
  return { id, name, code, city, kinds, legalRepresentative, declaredAt };
}

export async function readMyProfile(ctx: Context) {
  const id = must(ctx.actor.organisation, 'ownOrganisation');
  const { name, code } = must(await ctx.em.findOne(Organisation, { id }), 'ownOrganisation');
  return { name, code, ...(await readDeclared(ctx, id)) };
}

/** Another's declaration: the contract of the reply leaves the marks of people out. */
export async function readProfile(ctx: Context, id: string) {
  must(await ctx.em.findOne(Organisation, { id }), 'organisation');
  return readDeclared(ctx, id);
}
