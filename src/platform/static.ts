import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { Middleware } from 'koa';

/**
 * Serves a built folder below `prefix`. Hashed assets are kept for a year; what is no file is the app's own address
 * and answers with its page.
 */
export function staticFolder(prefix: string, folder: string): Middleware {
  return async (koa, next) => {
    if (
      !['GET', 'HEAD'].includes(koa.method) ||
      !(koa.path === prefix || koa.path.startsWith(`${prefix}/`))
    )
      return next();
    const wanted = normalize(decodeURIComponent(koa.path.slice(prefix.length))).replace(
      /^([/\\]|\.\.)+/,
      '',
    );
    const found =
      (await file(join(folder, wanted))) ??
      (extname(wanted) === '' ? await file(join(folder, 'index.html')) : null);
    if (!found) return next();
    koa.type = extname(found.path);
    koa.length = found.size;
    koa.set(
      'Cache-Control',
      wanted.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    koa.body = createReadStream(found.path);
  };
}

async function file(path: string): Promise<{ path: string; size: number } | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? { path, size: found.size } : null;
}
