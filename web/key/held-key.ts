import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { base64, utf8 } from '../../src/kernel/bytes.ts';
import { signedOut } from '../client.ts';
import { refusalHere } from '../problem.ts';
import { exactNow } from '../server-clock.ts';
import type { KeyAnswer, KeyTask, OpenedKey } from './messages.ts';

let worker: Worker | null = null;
let lastId = 0;

/** Hands a task to the key worker: opening a key file is slow by design and must not freeze the page. */
function ask(task: KeyTask): Promise<Extract<KeyAnswer, { ok: true }>> {
  worker ??= new Worker(new URL('./key.worker.ts', import.meta.url), { type: 'module' });
  const [busy, id] = [worker, ++lastId];
  return new Promise((done, fail) => {
    busy.addEventListener('message', function hear(event: MessageEvent) {
      const { id: answered, answer } = event.data as { id: number; answer: KeyAnswer };
      if (answered !== id) return;
      busy.removeEventListener('message', hear);
      if (answer.ok) done(answer);
      else fail(refusalHere(answer.code, answer.detail));
    });
    busy.postMessage({ id, task });
  });
}

/** The certificate at hand, as if on a token: it stays in this tab's memory until sign-out, and signs on demand. */
export const useHeldKey = defineStore('held-key', () => {
  const opened = shallowRef<OpenedKey | null>(null);

  async function open(file: Uint8Array<ArrayBuffer>, passphrase: string): Promise<OpenedKey> {
    const { opened: fresh } = await ask({ act: 'open', file, passphrase });
    if (!fresh)
      throw refusalHere('CERTIFICATE_INVALID', {
        zh: '证书文件没有打开。',
        en: 'The certificate file did not open.',
      });
    opened.value = fresh;
    return fresh;
  }

  /** CAdES-BES over a text or bytes, the content attached: base64 of the DER, as contracts take a `Cms`. A `challenge` is checked first. */
  async function sign(
    content: string | Uint8Array<ArrayBuffer>,
    { challenge = false } = {},
  ): Promise<string> {
    if (!opened.value)
      throw refusalHere('CERTIFICATE_INVALID', {
        zh: '请先选择证书文件并输入口令。',
        en: 'Choose the certificate file and enter its passphrase first.',
      });
    const { signing, chain } = opened.value;
    const { signature } = await ask({
      act: 'sign',
      signing,
      chain,
      content: typeof content === 'string' ? utf8(content) : content,
      signingTime: new Date(exactNow()).toISOString(),
      ...(challenge ? { challengeOf: location.origin } : {}),
    });
    if (!signature)
      throw refusalHere('SIGNATURE_INVALID', {
        zh: '证书没有给出签名。',
        en: 'The certificate gave no signature.',
      });
    return base64(signature);
  }

  function forget(): void {
    opened.value = null;
  }
  signedOut.addEventListener('signed-out', forget);
  return { opened, open, sign, forget };
});
