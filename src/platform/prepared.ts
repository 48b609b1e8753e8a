import type {
  EntityClass,
  EntityKey,
  EntityManager,
  RequiredEntityData,
} from '@mikro-orm/postgresql';

/** What every connection calls a statement; texts are constants of the code, so they are few. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `kaibiao_${names.size}`;
  names.set(text, name);
  return name;
}

/**
 * Runs a statement that the server parses and plans once for each connection: MikroORM writes the values into the text,
 * and for the statements of a commit planning costs many times what running them does. `text` numbers its parameters
 * ($1) and must be a constant: connections keep each one for as long as they live.
 */
export async function prepared<Row extends object>(
  em: EntityManager,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  // Kysely hands this on to pg as it is, and pg takes a named statement where a text may stand.
  const sql = { name: nameOf(text), text } as unknown as string;
  const query = { kind: 'RawNode', sqlFragments: [text], parameters: [] } as const;
  const { rows } = await em
    .getKysely()
    .executeQuery<Row>({ sql, parameters: values, query, queryId: { queryId: text } });
  return rows;
}

/** A row to be inserted, with the table it goes into. */
export interface NewRow {
  readonly table: string;
  readonly columns: readonly string[];
  readonly values: readonly unknown[];
}

/** The row of an entity. What the table fills in by itself is not read back. */
export function rowOf<T extends object>(
  em: EntityManager,
  entity: EntityClass<T>,
  row: RequiredEntityData<T>,
): NewRow {
  const { tableName, properties } = em.getMetadata(entity);
  const cells = Object.entries(row).map(([name, value]) => {
    const { fieldNames, customType } = properties[name as EntityKey<T>];
    const stored = customType ? customType.convertToDatabaseValue(value, em.getPlatform()) : value;
    return { column: `"${fieldNames[0]}"`, stored };
  });
  return {
    table: tableName,
    columns: cells.map(cell => cell.column),
    values: cells.map(cell => cell.stored),
  };
}

/** Inserts rows of any tables in one round trip. */
export async function insertRows(
  em: EntityManager,
  rows: readonly [NewRow, ...NewRow[]],
): Promise<void> {
  let count = 0;
  const inserts = rows.map(({ table, columns }) => {
    const places = columns.map(() => `$${++count}`).join(', ');
    return `insert into "${table}" (${columns.join(', ')}) values (${places})`;
  });
  const others = inserts.slice(1).map((insert, i) => `row${i} as (${insert})`);
  const text = [...(others.length > 0 ? [`with ${others.join(', ')}`] : []), inserts[0]].join(' ');
  await prepared(
    em,
    text,
    rows.flatMap(row => row.values),
  );
}
