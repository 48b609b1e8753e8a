/** Names inside a bundle: the export writes by them, the verifier reads by them. */
export const indexPath = 'bundle.json';
export const signaturePath = 'bundle.p7s';
export const trustPath = 'trust.json';
export const checkpointPath = 'log/checkpoint';
export const eventsPath = 'log/events.jsonl';
/** A CAdES signature that an event names by its SHA-256. */
export const signedPath = (sha256: string): string => `signed/${sha256}.p7s`;
export const documentPath = (sha256: string): string => `documents/${sha256}`;
export const bidFolder = (bid: string): string => `bids/${bid}`;
export const poolPath = 'draw/pool.json';
