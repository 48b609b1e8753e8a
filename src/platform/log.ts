import { type Logger, pino } from 'pino';

/** What never reaches a log line, wherever it stands: keys, passwords, sealed or decrypted content. */
const secret = [
  'authorization',
  'cookie',
  'password',
  'passphrase',
  'token',
  'p12',
  'key',
  'manifest',
  'inner',
  'outer',
  'packages',
  'signature',
  'price',
  'amount',
];

export function makeLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: secret.flatMap(name => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[sealed]',
    },
    serializers: { error: pino.stdSerializers.err },
  });
}
