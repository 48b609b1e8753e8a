import { z } from 'zod';
import { Id, route } from './route.ts';

/** The whole trade as one tar: what `kaibiao verify` needs, and nothing that is still sealed. */
export const exportBundle = route({
  method: 'get',
  path: '/lots/:lot/bundle.tar',
  roles: ['tenderer', 'agency', 'supervisor', 'operator', 'audit-admin'],
  params: z.object({ lot: Id }),
  reply: z.unknown(),
  bytes: { reply: 'application/x-tar' },
  summary: 'Export the evidence bundle of a finished lot',
});
