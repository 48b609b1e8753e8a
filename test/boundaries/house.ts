/** Earlier capabilities know nothing of later ones. Adding a capability = adding a word here. */
const order = [
  'registry',
  'blacklist',
  'tender',
  'bond',
  'bidding',
  'opening',
  'experts',
  'evaluation',
  'award',
  'contract',
  'credit',
  'analytics',
  'clues',
  'supervision',
  'audit',
  'portal',
  'demo',
];
/** Indicators are pure like rules: anyone, the browser included, may recompute a clue. */
const indicators =
  'analytics/(finding|words|statistics|reading|price|bill|behaviour|combine|learn|text|hard|redflags|documents/(marks|picture-hash))[./]';
const rules = `^src/([^/]+/(rules|reducer)[./]|${indicators})`;
const shared = '^src/(kernel|platform|pki|sealing|transparency|verifier|cli|migrations)/';
const capability = `^src/(${order.join('|')})/`;
const npm = 'node_modules/';
const forbid = (name: string, comment: string, from: object, to: object) => ({
  name,
  comment,
  severity: 'error' as const,
  from,
  to,
});

export default {
  forbidden: [
    forbid('no-cycles', 'A file never imports its importer.', {}, { circular: true }),
    forbid(
      'rules-are-pure',
      'Rules decide; they do no I/O: only kernel, contracts, other rules, and arithmetic libraries.',
      { path: rules },
      {
        pathNot: [
          rules,
          '^src/kernel/',
          '^src/sealing/',
          '^contracts/',
          `${npm}(decimal.js|luxon|@noble|@types|zod)/`,
        ],
      },
    ),
    forbid(
      'documents-are-read-here-only',
      'A stranger’s file is read from its bytes: no file system, no network, no platform.',
      { path: '^src/analytics/documents/' },
      {
        pathNot: [
          '^src/analytics/documents/',
          '^src/kernel/',
          '^(node:)?(zlib|url)$',
          `${npm}(pdf-lib|pdfjs-dist|@types)/`,
        ],
      },
    ),
    forbid(
      'words-and-tables',
      'Across capabilities import only rules, reducers and entities, never a use case or route.',
      { path: capability },
      {
        path: capability,
        pathNot: [
          '^src/$1/',
          '/(rules|reducer)[./]',
          '/entities[.]ts$',
          `^src/${indicators}`,
          '^src/analytics/documents/',
        ],
      },
    ),
    forbid(
      'platform-knows-no-capability',
      '',
      { path: '^src/(kernel|platform|pki|sealing|transparency)/' },
      { path: capability },
    ),
    forbid(
      'kernel-is-pure',
      'Kernel sees itself, the contract of problems, and arithmetic libraries.',
      { path: '^src/kernel/' },
      {
        pathNot: [
          '^src/kernel/',
          '^contracts/',
          `${npm}(decimal.js|luxon|uuid|canonicalize|@types|zod)/`,
        ],
      },
    ),
    forbid('contracts-stand-alone', '', { path: '^contracts/' }, { path: '^(src|web|test)/' }),
    forbid(
      'crypto-runs-in-the-browser',
      'sealing, pki, transparency: no node: module, no capability, no platform.',
      { path: '^src/(sealing|pki|transparency)/' },
      { path: '^src/(?!(sealing|pki|transparency|kernel)/)' },
    ),
    forbid(
      'crypto-imports-no-node',
      '',
      { path: '^src/(sealing|pki|transparency)/' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'web-sees-the-shared-words',
      'web sees contracts, sealing, pki, transparency, kernel, and pure rules or reducers only.',
      { path: '^web/' },
      { path: '^(src|test)/', pathNot: ['^src/(sealing|pki|transparency|kernel)/', rules] },
    ),
    forbid(
      'verifier-stands-alone',
      'The verifier needs no server and no database.',
      { path: '^src/verifier/' },
      { path: '^src/', pathNot: ['^src/(verifier|kernel|sealing|pki|transparency)/', rules] },
    ),
    ...order
      .slice(1)
      .map((later, i) =>
        forbid(
          `before-${later}`,
          `${order[i]} and earlier do not know ${later}.`,
          { path: `^src/(${order.slice(0, i + 1).join('|')})/` },
          { path: `^src/${later}/` },
        ),
      ),
    forbid(
      'known-rooms-only',
      'Every folder of src is a capability in the order or a shared room.',
      { path: '^src/[^/]+/', pathNot: [shared, capability] },
      {},
    ),
  ],
  options: { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true },
};
