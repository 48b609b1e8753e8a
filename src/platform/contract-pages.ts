import type Router from '@koa/router';
import { asyncapi } from '../../contracts/asyncapi.ts';
import { openapi, operations } from '../../contracts/openapi.ts';

const escaped = (text: string) => text.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);

/** The contracts for other programs: OpenAPI, AsyncAPI, and a page that a person can read. */
export function contractPages(router: Router): void {
  const [http, sockets] = [openapi(), asyncapi()];
  router.get('/api/openapi.json', koa => {
    koa.body = http;
  });
  router.get('/api/asyncapi.json', koa => {
    koa.body = sockets;
  });
  const page = readable();
  router.get('/api', koa => {
    koa.type = 'html';
    koa.body = page;
  });
}

function readable(): string {
  const rows = operations().map(({ capability, route }) => {
    const cells = [
      capability,
      route.method.toUpperCase(),
      `/api${route.path}`,
      route.roles.join(' '),
      route.summary,
    ];
    return `<tr>${cells.map(cell => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
  });
  const heads = ['Capability', 'Method', 'Path', 'Roles', 'What it does'].map(
    h => `<th scope="col">${h}</th>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Kaibiao 开标 API</title><link rel="stylesheet" href="/styles/tokens.css"><link rel="stylesheet" href="/styles/components.css"></head><body class="kb-public"><main class="kb-main"><h1>Kaibiao 开标 API</h1><p><a href="/api/openapi.json">OpenAPI 3.1</a> · <a href="/api/asyncapi.json">AsyncAPI 3</a></p><div class="kb-scroll"><table class="kb-table"><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div></main></body></html>`;
}
