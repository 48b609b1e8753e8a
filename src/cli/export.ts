import { parseArgs } from 'node:util';
import { exportMarket } from '../clues/export-market.ts';
import { readConfig } from '../config.ts';
import { connect } from '../platform/database.ts';
import { SetupError } from '../platform/setup-error.ts';
import { schema } from '../schema.ts';
import { type Command, Misuse } from './command.ts';

export const exportBids: Command = {
  usage:
    'kaibiao export FILE.parquet\n\n把所有已开标标段的报价导出为 Parquet，供 DuckDB 等分析。需要 DATABASE_URL。\nWrites the bids of every opened lot as Parquet, for DuckDB and its like; needs DATABASE_URL. See docs/analytics/distributed.md.',
  examples: ['DATABASE_URL=postgres://… kaibiao export bids.parquet'],
  async run(args) {
    const [path, ...more] = parseArgs({ args, allowPositionals: true }).positionals;
    if (!path || more.length > 0) throw new Misuse(this.usage);
    const { databaseUrl } = readConfig(process.env);
    if (databaseUrl === undefined)
      throw new SetupError('kaibiao export 要有 DATABASE_URL · needs DATABASE_URL');
    const orm = await connect(databaseUrl, schema, 1);
    try {
      console.error(`${await exportMarket(orm.em.fork(), path)} 份报价 · bids`);
    } finally {
      await orm.close();
    }
    return 0;
  },
};
