import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { barOn } from './blacklist/bar-on.ts';
import type { Config } from './config.ts';
import { creditFor } from './credit/credit-at.ts';
import { type DevelopmentCentre, developmentCentre } from './demo/development-centre.ts';
import type { Centre } from './platform/centre.ts';
import { centreFiles, openCentre } from './platform/centre-keys.ts';
import type { Clock } from './platform/clock.ts';
import type { Context } from './platform/command.ts';
import type { Orm } from './platform/database.ts';
import type { Actor } from './platform/identity.ts';
import type { Storage } from './platform/storage.ts';
import type { Vault } from './platform/vault.ts';
import { isOwnCertificate } from './registry/own-certificate.ts';

/** What every process of a deployment stands on: the service and its workers. */
export interface Parts {
  readonly orm: Orm;
  readonly clock: Clock;
  readonly storage: Storage;
  readonly vault: Vault;
  readonly centre: Centre;
  readonly wake: () => void;
}

/** The centre's own keys where the operator put them; the demo city makes its own. */
export async function centreFor(
  config: Config,
  at: Date,
): Promise<Pick<DevelopmentCentre, 'centre'> & Partial<DevelopmentCentre>> {
  if (config.demo && !existsSync(join(config.centreDir, centreFiles.seal)))
    return developmentCentre(config.dataDir, at);
  return { centre: await openCentre(config.centreDir, config.tsaUrl) };
}

/** A context of its own for one request or job. */
export function contextOf(
  parts: Parts,
  actor: Actor,
  trace: string = randomUUID(),
  address = 'platform',
): Context {
  const { orm, ...rest } = parts;
  return { ...rest, isOwnCertificate, barOn, creditFor, em: orm.em.fork(), actor, trace, address };
}
