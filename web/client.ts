import { makeClient } from '../contracts/client.ts';

/** Fires when nobody is signed in any more. */
export const signedOut = new EventTarget();

/** The browser's client: the session is a cookie, so it names neither origin nor token. */
export const { call, callWithBytes, callForBytes } = makeClient({
  refused: problem => {
    if (problem.code === 'SIGN_IN_REQUIRED') signedOut.dispatchEvent(new Event('signed-out'));
  },
});
