import { join, resolve } from 'node:path';
import { z } from 'zod';
import { SetupError } from './platform/setup-error.ts';

const flag = z.enum(['0', '1']).transform(v => v === '1');

/** Settings, read from the environment once and checked at start: a wrong one stops the start with its name. */
const Settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Any PostgreSQL ≥ 14; without it a real one is embedded below DATA_DIR. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('var/data'),
  /** The address people type, where it differs from HOST and PORT (behind a proxy). */
  PUBLIC_URL: z.url().optional(),
  /** Keys, trust list and revocation lists of the centre; DATA_DIR/centre where it is not given. */
  CENTRE_DIR: z.string().min(1).optional(),
  /** An RFC 3161 time-stamp service; without it the built-in authority stamps. */
  TSA_URL: z.url().optional(),
  /** How many trusted proxies stand in front: their X-Forwarded-For entries are believed. */
  PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /** Worker processes for long work that the service keeps running; 0 where they run elsewhere (`kaibiao work`). */
  WORKERS: z.coerce.number().int().min(0).max(16).default(1),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  KAIBIAO_DEMO: flag.default(true),
  /** Demo only: make the three example trades in the background after the first start. */
  KAIBIAO_DEMO_TRADES: flag.default(true),
  /** Demo only: how many demo seconds pass in one real second. */
  KAIBIAO_DEMO_SPEED: z.coerce.number().min(1).max(100_000).default(1),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly publicUrl: string | undefined;
  readonly centreDir: string;
  readonly tsaUrl: string | undefined;
  readonly proxies: number;
  readonly workers: number;
  readonly logLevel: string;
  readonly demo: boolean;
  readonly demoTrades: boolean;
  readonly demoSpeed: number;
}

/** Parses `env`; throws a SetupError that names each wrong setting. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = Settings.safeParse(env);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new SetupError(`设置有误，没有启动 · wrong settings:\n${wrong.join('\n')}`);
  }
  const s = parsed.data;
  return {
    port: s.PORT,
    host: s.HOST,
    databaseUrl: s.DATABASE_URL,
    dataDir: resolve(s.DATA_DIR),
    publicUrl: s.PUBLIC_URL,
    centreDir: resolve(s.CENTRE_DIR ?? join(s.DATA_DIR, 'centre')),
    tsaUrl: s.TSA_URL,
    proxies: s.PROXIES,
    workers: s.WORKERS,
    logLevel: s.LOG_LEVEL,
    demo: s.KAIBIAO_DEMO,
    demoTrades: s.KAIBIAO_DEMO && s.KAIBIAO_DEMO_TRADES,
    demoSpeed: s.KAIBIAO_DEMO ? s.KAIBIAO_DEMO_SPEED : 1,
  };
}
