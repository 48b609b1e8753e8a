import { createReadStream } from 'node:fs';
import { SetupError } from '../platform/setup-error.ts';

/** One line is one record; a longer one is no JSON Lines file, and must not fill the memory. */
const longest = 256 * 1024 * 1024;

async function* linesOf(path: string): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  let held = 0;
  for await (const chunk of path === '-' ? process.stdin : createReadStream(path)) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, end)]).toString('utf8');
      [rest, held, from] = [[], 0, end + 1];
    }
    rest.push(chunk.subarray(from));
    held += chunk.length - from;
    if (held > longest) throw new SetupError(`${path}：一行超过 256 MiB，不是 JSON Lines 文件。`);
  }
  if (held > 0) yield Buffer.concat(rest).toString('utf8');
}

/** Each line of a JSON Lines file (`-`: standard input), parsed; blank lines are passed over, a bad one is named. */
export async function* jsonLines(path: string): AsyncGenerator<unknown> {
  let at = 0;
  for await (const line of linesOf(path)) {
    at++;
    const text = at === 1 ? line.replace(/^\uFEFF/, '') : line;
    if (!text.trim()) continue;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new SetupError(
        `${path} 第 ${at} 行不是合法的 JSON，没有得出结果。Line ${at} is not valid JSON: ${why}`,
      );
    }
    yield value;
  }
}
