import { writeFileSync } from 'node:fs';
import { asyncapi } from './asyncapi.ts';
import { openapi } from './openapi.ts';

/** Writes openapi.json and asyncapi.json into the folder named on the command line (the current one by default). */
const folder = process.argv[2] ?? '.';
for (const [name, document] of Object.entries({ openapi: openapi(), asyncapi: asyncapi() }))
  writeFileSync(`${folder}/${name}.json`, `${JSON.stringify(document, null, 2)}\n`);
