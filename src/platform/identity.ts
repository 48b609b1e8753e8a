import type { Role } from '../../contracts/route.ts';

/** Who acts. `organisation` is null for experts, administrators and the platform itself. */
export interface Actor {
  readonly person: string;
  readonly organisation: string | null;
  readonly name: string;
  readonly organisationName: string | null;
  readonly city: string | null;
  readonly roles: readonly Role[];
  /** Names the session, so that sockets end with it; null for the platform itself. */
  readonly session: string | null;
}

/** Nobody signed in: sees what is public, no more. */
export const visitor: Actor = {
  person: 'visitor',
  organisation: null,
  name: '',
  organisationName: null,
  city: null,
  roles: ['public'],
  session: null,
};

/** The platform acting on its own: closing at the deadline, sequencing, timers. */
export const platformActor: Actor = { ...visitor, person: 'platform', name: '平台', roles: [] };

/** Whose certificate it must be: the person's own, or any of the unit that the person acts for (else the person's). */
export type Whose = 'unit' | 'person';
