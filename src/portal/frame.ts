import { type Child, Html, html } from './html.ts';
import { addressWith, type Reader } from './reader.ts';

/** An icon out of the one file of icons; it says nothing by itself, a word always stands beside it. */
export const icon = (name: string): Html =>
  html`<svg class="kb-icon" aria-hidden="true"><use href="/portal/icons.svg#i-${name}"/></svg>`;

const sections = [
  ['/', '交易信息', 'Tenders'],
  ['/results', '结果公示', 'Results'],
  ['/sanctions', '失信名单', 'Sanctions'],
  ['/credits', '信用记录', 'Credit'],
  ['/receipts', '核验回执', 'Check a receipt'],
  ['/log', '公开日志', 'Public log'],
] as const;

/** The whole page around `main`. Works without JavaScript; there is none. */
export function frame(reader: Reader, title: string, main: Child): Html {
  const { say } = reader;
  const site = say('公共资源交易平台', 'Public resource trading');
  return html`<!doctype html>
<html lang="${reader.language === 'en' ? 'en' : 'zh-CN'}"${reader.large ? new Html(' class="kb-large"') : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - ${site}</title>
<link rel="icon" href="/portal/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/portal/tokens.css">
<link rel="stylesheet" href="/portal/components.css">
<link rel="stylesheet" href="/portal/portal.css">
</head>
<body class="kb-public">
<a class="kb-skip" href="#main">${say('跳到主要内容', 'Skip to main content')}</a>
${head(reader, site)}
<main id="main" class="kb-main">${main}</main>
${foot(reader)}
</body>
</html>
`;
}

function head(reader: Reader, site: string): Html {
  const { say, language, large } = reader;
  const other = language === 'en' ? 'zh' : 'en';
  return html`<header class="kb-top"><div class="kb-top__in">
<a class="kb-brand" href="/"><span class="kb-brand__mark" aria-hidden="true">开</span><span>${site}<small>开标 Kaibiao</small></span></a>
<nav class="kb-nav" aria-label="${say('主导航', 'Main')}">${sections.map(
    ([path, zh, en]) =>
      html`<a href="${path}"${isAt(reader, path) ? new Html(' aria-current="page"') : ''}>${say(zh, en)}</a>`,
  )}</nav>
<div class="kb-top__end">
<a href="${addressWith(reader, { large: large ? '0' : '1' })}">${icon('aa')}${large ? say('标准字号', 'Standard text') : say('大字版', 'Large text')}</a>
<a href="${addressWith(reader, { lang: other })}" lang="${other === 'en' ? 'en' : 'zh-CN'}">${other === 'en' ? 'English' : '中文'}</a>
<a href="/app/sign-in">${icon('user')}${say('登录', 'Sign in')}</a>
</div></div></header>`;
}

const isAt = ({ path }: Reader, section: string): boolean =>
  section === '/' ? path === '/' || path.startsWith('/projects') : path.startsWith(section);

const foot = ({ say }: Reader): Html => html`<footer class="kb-foot"><div class="kb-foot__in">
<a href="/api/openapi.json">${say('接口说明', 'API description')}</a>
<a href="/log/checkpoint">${say('公开日志检查点', 'Checkpoint of the log')}</a>
<span>${say('时间均为北京时间（UTC+8）', 'All times are Beijing time (UTC+8)')}</span>
</div></footer>`;

/** The way back, and where this page lies. */
export const crumb = (reader: Reader, ...parts: readonly Child[]): Html =>
  html`<nav class="kb-crumb" aria-label="${reader.say('位置', 'You are here')}"><a href="/">${reader.say('交易信息', 'Tenders')}</a>${parts.map(part => html`<span>/</span><span>${part}</span>`)}</nav>`;

type Tone = 'ok' | 'run' | 'warn' | 'bad' | 'idle';

/** What happened, and what it means; colour, icon and word together. */
export const alert = (tone: Tone, sign: string, title: string, ...body: readonly Child[]): Html =>
  html`<div class="kb-alert kb-alert--${tone}" role="status">${icon(sign)}<div><p class="kb-alert__title">${title}</p>${body.map(part => html`<p>${part}</p>`)}</div></div>`;
