// SPDX-License-Identifier: Apache-2.0
// The house's walls. Each comment is the message that a person reads when a wall is hit. Type imports count.
const PART = '(organisation|duty|intake|triage|hunt|containment|exposure|remediation|obligation|notification|disclosure|exercise)';
const EDGE = '/(routes|commands)[.]ts$';
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    rule('no-circle', 'A loop has no first file to read.', {}, { circular: true }),
    rule(
      'kernel-stands-alone',
      'The ground imports nothing.',
      { path: '^src/kernel/', pathNot: '[.]test[.]ts$' },
      { pathNot: '^src/kernel/' },
    ),
    rule(
      'edge-on-kernel',
      'The edge knows the kernel and zod.',
      { path: '^src/edge/' },
      { path: '^(src|web)/', pathNot: '^src/(edge|kernel)/' },
    ),
    rule(
      'journal-on-kernel',
      'The journal knows only the kernel.',
      { path: '^src/journal/', pathNot: EDGE },
      { path: '^(src|web)/', pathNot: '^src/(journal|kernel)/' },
    ),
    rule(
      'parts-meet-in-the-journal',
      'Append an entry, or read the folded case.',
      { path: `^src/${PART}/` },
      { path: `^src/${PART}/`, pathNot: '^src/$1/' },
    ),
    rule(
      'parts-know-no-shell',
      'main.ts hands adapters in.',
      { path: `^src/${PART}/`, pathNot: '[.]test[.]ts$' },
      { path: '^src/(adapters|server|cli|jobs|main[.]ts)' },
    ),
    rule(
      'parts-are-pure',
      'The outside comes through a port.',
      { path: `^src/(journal|${PART})/`, pathNot: ['[.]test[.]ts$', EDGE] },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'parts-use-zod-only',
      'A library is an adapter’s affair; hand it in through a port.',
      { path: `^src/(journal|${PART})/`, pathNot: '[.]test[.]ts$' },
      { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-no-pkg'], pathNot: 'node_modules/zod/' },
    ),
    rule(
      'edge-at-the-edge',
      'Only routes.ts, commands.ts and their contracts use src/edge.',
      { path: `^src/(journal|${PART})/`, pathNot: [EDGE, '/contract[.]ts$', '[.]test[.]ts$'] },
      { path: '^src/edge/' },
    ),
    rule(
      'adapters-see-ports',
      'No use-case, no other adapter.',
      { path: '^src/adapters/([^/]+)/', pathNot: '[.]test[.]ts$' },
      { path: '^src/', pathNot: ['^src/adapters/$1/', '^src/(kernel|journal)/', '[.]port[.]ts$'] },
    ),
    rule(
      'shells-get-adapters',
      'They receive adapters.',
      { path: '^src/(server|cli|jobs)/', pathNot: '[.]test[.]ts$' },
      { path: '^src/adapters/' },
    ),
    rule('main-is-the-roof', 'Nobody imports it.', {}, { path: '^src/main[.]ts$' }),
    rule(
      'wiring-under-the-roof',
      'Only main.ts (and tests) may look at the wiring.',
      { path: '^src/', pathNot: ['^src/(wiring/|main[.]ts)', '[.]test[.]ts$'] },
      { path: '^src/wiring/' },
    ),
    rule('ui-is-plain', 'No api, no screen, no server.', { path: '^web/ui/' }, { path: '^(web|src)/', pathNot: '^web/ui/' }),
    rule(
      'screens-apart',
      'Share through web/journal or web/ui.',
      { path: '^web/screens/([^/]+)/' },
      { path: '^web/screens/', pathNot: '^web/screens/$1/' },
    ),
    rule('web-sees-contracts', 'The browser sees contract.ts only.', { path: '^web/' }, { path: '^src/', pathNot: '/contract[.]ts$' }),
    rule(
      'product-knows-no-test',
      'One way only.',
      { path: '^(src|web)/', pathNot: '[.]test[.]tsx?$' },
      { path: '^(test|bench|fixtures)/' },
    ),
  ],
  options: { tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' }, doNotFollow: { path: 'node_modules' } },
};
