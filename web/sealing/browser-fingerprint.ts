import type { Fingerprint } from '../../src/sealing/fingerprint.ts';
import { exactNow } from '../server-clock.ts';

/** The graphics card as WebGL names it; null where the browser does not tell. */
function graphics(): string | null {
  const gl = document.createElement('canvas').getContext('webgl');
  const more = gl?.getExtension('WEBGL_debug_renderer_info');
  const name = more ? gl?.getParameter(more.UNMASKED_RENDERER_WEBGL) : null;
  return typeof name === 'string' && name !== '' ? name.slice(0, 500) : null;
}

/** What this browser can truthfully declare of the sealing computer; hardware addresses are closed to it. */
export function fingerprintOfBrowser(version: string): Fingerprint {
  const { width, height, colorDepth } = screen;
  return {
    format: 'kaibiao-fingerprint/1',
    client: { name: 'browser', version },
    madeAt: new Date(exactNow()).toISOString(),
    machine: null,
    browser: {
      userAgent: navigator.userAgent.slice(0, 500),
      languages: navigator.languages.slice(0, 32),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      screen: `${width}x${height}x${colorDepth}`,
      cores: navigator.hardwareConcurrency,
      graphics: graphics(),
    },
  };
}
