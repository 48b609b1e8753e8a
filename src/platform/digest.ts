import { createHash } from 'node:crypto';

export const sha256 = (content: Uint8Array | string): Uint8Array =>
  new Uint8Array(createHash('sha256').update(content).digest());

export const sha256Hex = (content: Uint8Array | string): string =>
  createHash('sha256').update(content).digest('hex');
