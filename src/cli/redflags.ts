import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ZodError } from 'zod';
import { printFindings } from '../analytics/redflags/print.ts';
import { screen } from '../analytics/redflags/screen.ts';
import { readSettings, type Settings } from '../analytics/redflags/settings.ts';
import { SetupError } from '../platform/setup-error.ts';
import { type Command, Misuse } from './command.ts';
import { jsonLines } from './json-lines.ts';

async function settingsFrom(path: string): Promise<Settings> {
  const text = await readFile(path, 'utf8');
  try {
    return readSettings(JSON.parse(text));
  } catch (error) {
    const why =
      error instanceof ZodError
        ? error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join('; ')
        : String(error);
    throw new SetupError(`设置文件 ${path} 不合规定。The settings do not fit: ${why}`);
  }
}

/** A file that cannot be read is the caller's to mend: said in a line, without a stack. */
function plainly(error: unknown): never {
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES')
    throw new SetupError(`读不到文件 ${path ?? ''}（${code}）。The file cannot be read.`);
  throw error;
}

export const redflags: Command = {
  usage:
    'kaibiao redflags FILE.jsonl [--settings S.json] [--meta]\n\n对 OCDS 数据（每行一个 compiled release，FILE 为 - 时读标准输入）计算十一项预警指标，输出一行 JSON。\n命中只是线索，每一项的算法和常见的正当理由见 docs/analytics/redflags/。\n--settings 只开启其中写出的指标，词汇与 Cardinal 相同；--meta 附上所用的四分位数和界限。\nComputes eleven red flags over OCDS compiled releases, one a line, and prints them as one line of JSON.\nA flag is a clue; only people determine.',
  examples: [
    'kaibiao redflags releases.jsonl',
    'kaibiao redflags releases.jsonl --settings settings.json --meta',
    'zcat 2025.jsonl.gz | kaibiao redflags -',
    `echo '{"currency":"CNY","R003":{"threshold":20},"R028":{}}' > settings.json`,
  ],
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { settings: { type: 'string' }, meta: { type: 'boolean' } },
    });
    const [file] = positionals;
    if (!file || positionals.length > 1) throw new Misuse(this.usage);
    const settings = values.settings ? await settingsFrom(values.settings).catch(plainly) : {};
    const screening = screen(settings);
    try {
      for await (const line of jsonLines(file)) screening.see(line);
    } catch (error) {
      plainly(error);
    }
    console.log(printFindings(screening.conclude(), { meta: values.meta === true }));
    return 0;
  },
};
