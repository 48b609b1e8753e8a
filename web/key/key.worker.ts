import { RuleError } from '../../src/kernel/rule-error.ts';
import { signCades } from '../../src/pki/cades.ts';
import { type Certificate, parseCertificate } from '../../src/pki/certificate.ts';
import { readChallenge } from '../../src/pki/challenge.ts';
import { openP12 } from '../../src/pki/pkcs12/open.ts';
import type { KeyAndCertificate } from '../../src/pki/pkcs12/opened.ts';
import { refuse } from '../../src/pki/refusal.ts';
import type { HeldKey, Holder, KeyAnswer, KeyTask, OpenedKey } from './messages.ts';

const bytes = (view: Uint8Array) => new Uint8Array(view);
const held = ({ key, certificate }: KeyAndCertificate): HeldKey => ({
  key,
  certificate: bytes(certificate.der),
});

function holderOf(certificate: Certificate): Holder {
  const pairs = certificate.serial.toUpperCase().slice(-8).match(/../g) ?? [];
  return {
    name: certificate.subject.commonName,
    organisation: certificate.subject.organization,
    issuer: certificate.issuer.commonName,
    serial: pairs.join(' '),
    notAfter: certificate.notAfter.toISOString(),
  };
}

async function open(file: Uint8Array, passphrase: string): Promise<OpenedKey> {
  const { signing, encryption, chain } = await openP12(file, passphrase);
  if (!signing) throw refuse('p12-no-key', 'CERTIFICATE_INVALID');
  return {
    signing: held(signing),
    encryption: encryption ? held(encryption) : null,
    chain: chain.map(certificate => bytes(certificate.der)),
    holder: holderOf(signing.certificate),
  };
}

async function answer(task: KeyTask): Promise<KeyAnswer> {
  if (task.act === 'open') return { ok: true, opened: await open(task.file, task.passphrase) };
  // A server must not get a signature over anything else by calling it a challenge. Whether it has expired is the
  // server's to judge: this machine's clock may be wrong.
  if (task.challengeOf !== undefined)
    readChallenge(new TextDecoder().decode(task.content), task.challengeOf, new Date(0));
  const signer = {
    key: task.signing.key,
    certificate: parseCertificate(task.signing.certificate),
    chain: task.chain.map(parseCertificate),
  };
  const signingTime = new Date(task.signingTime);
  const signature = await signCades(task.content, [signer], { detached: false, signingTime });
  return { ok: true, signature: bytes(signature) };
}

function refusal(error: unknown): KeyAnswer {
  if (error instanceof RuleError) return { ok: false, code: error.code, detail: error.detail };
  const said = String(error);
  return { ok: false, code: 'CERTIFICATE_INVALID', detail: { zh: said, en: said } };
}

self.addEventListener('message', async (event: MessageEvent<{ id: number; task: KeyTask }>) => {
  const { id, task } = event.data;
  self.postMessage({ id, answer: await answer(task).catch(refusal) });
});
