import { execFileSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { base64, hex, utf8 } from '../../src/kernel/bytes.ts';
import {
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from '../../src/transparency/checkpoint.ts';
import { emptyRoot } from '../../src/transparency/hash.ts';
import {
  formatVerifier,
  openNote,
  parseNote,
  parseVerifier,
  signerOf,
  signNote,
} from '../../src/transparency/note.ts';

const log = signerOf('trade.example/log', new Uint8Array(32).fill(1));
const witness = signerOf('witness.example', new Uint8Array(32).fill(2));
const stranger = signerOf('trade.example/log', new Uint8Array(32).fill(3));
const text = '公告\nsecond line\n\nafter an empty line\n';

/** The example of Go's golang.org/x/mod/sumdb/note, whose format C2SP took over. */
const goKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const goNote = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;

test('a note signed by the format’s first implementation is accepted', () => {
  expect(openNote(goNote, [parseVerifier(goKey)]).signedBy).toEqual(['PeterNeumann']);
  expect(formatVerifier(parseVerifier(goKey))).toBe(goKey);
});

test('openssl verifies our note', () => {
  const dir = mkdtempSync(join(tmpdir(), 'note-'));
  const note = parseNote(signNote(text, [log]));
  const spki = Buffer.concat([
    Buffer.from('302a300506032b6570032100', 'hex'),
    log.verifier.publicKey,
  ]);
  const pem = createPublicKey({ key: spki, format: 'der', type: 'spki' }).export({
    format: 'pem',
    type: 'spki',
  });
  writeFileSync(join(dir, 'key.pem'), pem);
  writeFileSync(join(dir, 'text'), note.text);
  writeFileSync(join(dir, 'sig'), note.signatures[0]?.signature ?? '');
  const said = execFileSync(
    'openssl',
    'pkeyutl -verify -pubin -inkey key.pem -rawin -in text -sigfile sig'.split(' '),
    { cwd: dir, encoding: 'utf8' },
  );
  expect(said).toContain('Successfully');
});

test('witnesses sign beside the log; unknown signatures are passed over', () => {
  const note = signNote(text, [log, witness]);
  expect(openNote(note, [log.verifier]).signedBy).toEqual([log.name]);
  expect(openNote(note, [log.verifier, witness.verifier]).signedBy).toEqual([
    log.name,
    witness.name,
  ]);
});

test('a note that no known key signed is refused', () => {
  expect(() => openNote(signNote(text, [witness]), [log.verifier])).toThrow('no known key');
  expect(() => openNote(signNote(text, [stranger]), [log.verifier])).toThrow('no known key');
});

test('one changed character of the text is refused', () => {
  const note = signNote(text, [log]).replace('second', 'secund');
  expect(() => openNote(note, [log.verifier])).toThrow(`wrong signature of ${log.name}`);
});

test('a wrong signature under a known key refuses the note, whoever else signed', () => {
  const note = signNote(text, [witness]);
  const forged = { ...log, sign: () => new Uint8Array(64) };
  const both = note + signNote(text, [forged]).slice(text.length + 1);
  expect(() => openNote(both, [log.verifier, witness.verifier])).toThrow('wrong signature');
});

test('what is not written as a note is refused', () => {
  const good = signNote(text, [log]);
  for (const wrong of [
    text,
    good.slice(0, -1),
    good.replace('公告', '公\t告'),
    good.replace('— trade', '- trade'),
    `${good}— x y\n`,
    `${good}— ${witness.name} AAAA\n`,
    `${text}\n${'— a.example AAAAAAAA\n'.repeat(33)}`,
  ])
    expect(() => parseNote(wrong), wrong).toThrow();
  expect(() => signNote('no newline', [log])).toThrow();
  expect(() => signerOf('a b', new Uint8Array(32))).toThrow('not a key name');
});

test('a verifier key whose id does not belong to it is refused', () => {
  const key = formatVerifier(log.verifier);
  expect(() => parseVerifier(key.replace(hex(log.keyId), '00000000'))).toThrow('does not belong');
  expect(() => parseVerifier('nonsense')).toThrow();
  const other = base64(Uint8Array.of(4, ...log.verifier.publicKey));
  expect(() => parseVerifier(`${log.name}+${hex(log.keyId)}+${other}`)).toThrow();
});

test('a checkpoint comes back as it was signed', () => {
  const note = signCheckpoint({ origin: log.name, size: 8, root: emptyRoot }, [log, witness]);
  expect(note.startsWith(`${log.name}\n8\n${base64(emptyRoot)}\n\n— ${log.name} `)).toBe(true);
  const opened = openCheckpoint(note, log.verifier, [witness.verifier]);
  expect(opened).toMatchObject({ size: 8, extension: [], signedBy: [log.name, witness.name] });
  expect(opened.root).toEqual(emptyRoot);
});

test('a witness alone makes no checkpoint, nor does the log under another name', () => {
  const root = emptyRoot;
  const byWitness = signCheckpoint({ origin: log.name, size: 8, root }, [witness]);
  expect(() => openCheckpoint(byWitness, log.verifier, [witness.verifier])).toThrow();
  const renamed = signCheckpoint({ origin: 'else.example', size: 8, root }, [log]);
  expect(() => openCheckpoint(renamed, log.verifier)).toThrow('not a checkpoint of');
});

test('a checkpoint has one spelling', () => {
  const root = base64(emptyRoot);
  expect(parseCheckpoint(`o\n0\n${root}\nextension\n`).extension).toEqual(['extension']);
  for (const wrong of [
    `o\n08\n${root}\n`,
    `o\n-1\n${root}\n`,
    `o\n9007199254740993\n${root}\n`,
    `\n8\n${root}\n`,
    `o\n8\n${base64(utf8('short'))}\n`,
    `o\n8\n${root}`,
    `o\n8\n${root}\n\n`,
  ])
    expect(() => parseCheckpoint(wrong), wrong).toThrow();
});
