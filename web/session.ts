import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { readSession, type Session, signOut } from '../contracts/registry.ts';
import type { Role } from '../contracts/route.ts';
import { call, signedOut } from './client.ts';

/** Who sits at this screen. The session itself lives in an HttpOnly cookie: the page never holds its secret. */
export const useSession = defineStore('session', () => {
  const session = shallowRef<Session | null>(null);
  const demo = ref(false);
  const known = ref(false);
  const roles = computed<readonly Role[]>(() => session.value?.roles ?? ['public']);
  let reading: Promise<void> | null = null;

  async function read(): Promise<void> {
    const reply = await call(readSession);
    session.value = reply.session;
    demo.value = reply.demo;
    known.value = true;
  }

  /** Reads who is signed in unless that is known. */
  function ready(): Promise<void> {
    if (known.value) return Promise.resolve();
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  }

  async function leave(): Promise<void> {
    await call(signOut);
    session.value = null;
    signedOut.dispatchEvent(new Event('signed-out'));
  }

  const has = (...wanted: readonly Role[]) => wanted.some(role => roles.value.includes(role));

  signedOut.addEventListener('signed-out', () => {
    session.value = null;
  });
  return { session, demo, roles, known, ready, read, leave, has };
});
