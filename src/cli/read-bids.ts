import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { TenderBids } from '../analytics/combine/tender.ts';
import { bidsTable } from '../analytics/reading/bids-table.ts';
import { type CsvRow, csvReader } from '../analytics/reading/csv-rows.ts';
import { Misuse } from './command.ts';

/** Reads a CSV file row by row; never holds the file. `-` is standard input. */
export async function* csvFile(path: string): AsyncGenerator<CsvRow> {
  const decoder = new TextDecoder(path === '-' ? 'utf-8' : await encodingOf(path));
  const reader = csvReader();
  const stream = path === '-' ? process.stdin : createReadStream(path);
  for await (const bytes of stream) yield* reader.feed(decoder.decode(bytes, { stream: true }));
  yield* reader.feed(decoder.decode());
  yield* reader.end();
}

/** Spreadsheets in China still save CSV as GB 18030: what is not UTF-8 is taken for that. */
async function encodingOf(path: string): Promise<'utf-8' | 'gb18030'> {
  const file = await open(path).catch(() => {
    throw new Misuse(`打不开文件 cannot open: ${path}`);
  });
  const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
  await file.close();
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead), {
      stream: true,
    });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

/** All bids of the file by tender. With `lenient`, lines that cannot be read are left out and told on standard error. */
export async function readBids(path: string, lenient: boolean): Promise<TenderBids[]> {
  const table = bidsTable(lenient);
  for await (const row of csvFile(path)) table.add(row);
  if (table.leftOut.length > 0)
    console.error(
      `略去 ${table.leftOut.length} 行 lines left out: ${table.leftOut.slice(0, 20).join(', ')}${table.leftOut.length > 20 ? ', …' : ''}`,
    );
  return table.tenders();
}
