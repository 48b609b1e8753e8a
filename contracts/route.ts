import { z } from 'zod';

/** Who may call. `public` needs no sign-in; a route that names no role cannot be declared. */
export const Role = z.enum([
  'public',
  'tenderer',
  'agency',
  'bidder',
  'expert',
  'supervisor',
  'operator',
  'finance',
  'system-admin',
  'security-admin',
  'audit-admin',
]);
export type Role = z.infer<typeof Role>;

/** Everybody who has signed in, whatever their role. */
export const signedIn: readonly [Role, ...Role[]] = [
  'tenderer',
  'agency',
  'bidder',
  'expert',
  'supervisor',
  'operator',
  'finance',
  'system-admin',
  'security-admin',
  'audit-admin',
];

/** One HTTP operation: the server guards with it, the web client calls with it, OpenAPI is printed from it. */
export interface Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Path with `:name` parameters, below `/api`. */
  readonly path: string;
  readonly roles: readonly [Role, ...Role[]];
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly reply: R;
  readonly summary: string;
  /** The reply or request is bytes, not JSON: its media type. */
  readonly bytes?: { readonly request?: string; readonly reply?: string };
  /** The caller must send an Idempotency-Key: a repeat gets the first answer. */
  readonly idempotent?: boolean;
  /** The reply's `token` becomes the browser's session cookie, or the cookie goes. */
  readonly session?: 'starts' | 'ends';
}

const None = z.strictObject({});

/** Declares an operation; what is left out takes no parameters, no query and no body. */
export function route<
  R extends z.ZodType,
  P extends z.ZodType = typeof None,
  Q extends z.ZodType = typeof None,
  B extends z.ZodType = typeof None,
>(
  r: Omit<Route<P, Q, B, R>, 'params' | 'query' | 'body'> & { params?: P; query?: Q; body?: B },
): Route<P, Q, B, R> {
  return {
    ...r,
    params: r.params ?? (None as never),
    query: r.query ?? (None as never),
    body: r.body ?? (None as never),
  };
}

export const Id = z.uuid();
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const Time = z.iso.datetime({ offset: true });
export const Base64 = z.base64();
/** Yuan with two decimals, as text: "218940216.50". */
export const Yuan = z.string().regex(/^\d{1,15}\.\d{2}$/);
/** A DER or PEM-free CMS object in base64. */
export const Cms = z.base64().max(4_000_000);
export const Done = z.object({ done: z.literal(true) });

/** A page of rows and the cursor of the next one, null at the end. */
export const page = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), next: z.string().nullable() });
