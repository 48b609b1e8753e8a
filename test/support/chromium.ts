import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { unpackTar } from 'modern-tar/fs';

const root = resolve(import.meta.dirname, '../..');
const packed = resolve(
  dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')),
  '..',
);
const { version } = createRequire(import.meta.url)(join(packed, 'package.json')) as {
  version: string;
};
const cache = join(root, 'node_modules/.cache/kaibiao-chromium');
const fonts = join(root, 'node_modules/@expo-google-fonts/noto-sans-sc');

const inflate = (name: string) =>
  createReadStream(join(packed, 'bin', `${name}.br`)).pipe(createBrotliDecompress());

/**
 * Unpacks the browser beside node_modules, once.
 * The package's own unpacking writes in place under /tmp, where two test processes meet half a file.
 */
async function unpack(home: string): Promise<void> {
  const draft = `${home}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  await pipeline(inflate('chromium'), createWriteStream(join(draft, 'chromium')));
  await chmod(join(draft, 'chromium'), 0o755);
  await pipeline(inflate('swiftshader.tar'), unpackTar(draft));
  await pipeline(inflate('al2023.tar'), unpackTar(draft));
  await writeFile(join(draft, 'fonts.conf'), fontsConf());
  await rename(draft, home).catch(async error => {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  });
}

/** The npm font stands for every family, so that Chinese renders the same on a machine without fonts. */
const fontsConf = () => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${['400Regular', '600SemiBold', '700Bold'].map(w => `<dir>${join(fonts, w)}</dir>`).join('\n')}
<cachedir>${join(cache, 'fontconfig')}</cachedir>
<match target="pattern"><edit name="family" mode="append_last"><string>Noto Sans SC</string></edit></match>
</fontconfig>
`;

/** A machine without NSS borrows the libraries that come in the package. */
function needsLibraries(executable: string): boolean {
  try {
    return execFileSync('ldd', [executable], { encoding: 'utf8' }).includes('not found');
  } catch {
    return true;
  }
}

export interface Chromium {
  readonly executablePath: string;
  readonly env: Record<string, string>;
}

/** The browser the tests drive: `CHROMIUM_PATH` when set, else the one inside `@sparticuz/chromium`. */
export async function chromium(): Promise<Chromium> {
  const home = join(cache, version);
  if (!existsSync(join(home, 'chromium'))) await unpack(home);
  const env: Record<string, string> = { FONTCONFIG_FILE: join(home, 'fonts.conf') };
  const own = process.env.CHROMIUM_PATH;
  if (own) return { executablePath: own, env };
  const executablePath = join(home, 'chromium');
  if (needsLibraries(executablePath)) env.LD_LIBRARY_PATH = join(home, 'lib');
  return { executablePath, env };
}
