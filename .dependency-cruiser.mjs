// SPDX-License-Identifier: Apache-2.0
// The import rules. Each comment is the message that a person reads when a wall is hit. Type imports count.
const PART = '(organisation|duty|intake|triage|hunt|containment|exposure|remediation|obligation|notification|disclosure|exercise|upkeep)';
// An edge file is named by its suffix: routes.ts, plan.routes.ts, plan.commands.ts, answering.edge.ts.
const EDGE = '[/.](routes|commands|edge)[.]ts$';
const CONTRACT = '[/.]contract[.]ts$';
// journal: the chain; case: entries and folds, the language in which the parts meet; common: what several parts share.
const GROUND = 'kernel|common|journal|case';
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
      'common-on-kernel',
      'What several parts share knows the kernel, and no part.',
      { path: '^src/common/', pathNot: '[.]test[.]ts$' },
      { path: '^(src|web)/', pathNot: '^src/(common|kernel)/' },
    ),
    rule(
      'common-is-pure',
      'No file, no network: the outside comes through a port.',
      { path: '^src/common/', pathNot: '[.]test[.]ts$' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'journal-knows-no-case',
      'The journal knows the kernel and what is common. What is said in it comes by language.port.ts.',
      { path: '^src/journal/', pathNot: '[.]test[.]ts$' },
      { path: '^(src|web)/', pathNot: '^src/(kernel|common|journal|edge)/' },
    ),
    rule(
      'case-knows-no-part',
      'The case knows the kernel, what is common and the journal, and no part.',
      { path: '^src/case/', pathNot: '[.]test[.]ts$' },
      { path: '^(src|web)/', pathNot: `^src/(${GROUND}|edge)/` },
    ),
    rule(
      'parts-meet-in-the-journal',
      'Append an entry, or read the folded case.',
      { path: `^src/${PART}/` },
      { path: `^src/${PART}/`, pathNot: '^src/$1/' },
    ),
    rule(
      'parts-see-the-gates-port',
      'A part puts its rows through the port; the gate passes them.',
      { path: `^src/${PART}/`, pathNot: '[.]test[.]ts$' },
      { path: '^src/outbox/', pathNot: ['[.]port[.]ts$', '/message[.]ts$'] },
    ),
    rule(
      'gate-knows-no-part',
      'A part hears of its rows through a listener that the wiring hands in.',
      { path: '^src/outbox/' },
      { path: `^(src|web)/`, pathNot: `^src/(${GROUND}|edge|outbox)/` },
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
      { path: `^src/(journal|case|${PART})/`, pathNot: ['[.]test[.]ts$', EDGE] },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'parts-use-zod-only',
      'A library is an adapter’s affair; hand it in through a port.',
      { path: `^src/(journal|case|${PART})/`, pathNot: '[.]test[.]ts$' },
      { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-no-pkg'], pathNot: 'node_modules/zod/' },
    ),
    rule(
      'edge-at-the-edge',
      'Only routes, commands and their contracts use src/edge.',
      { path: `^src/(journal|case|${PART})/`, pathNot: [EDGE, CONTRACT, '[.]test[.]ts$'] },
      { path: '^src/edge/' },
    ),
    rule(
      'adapters-see-ports',
      'No use-case, no other adapter.',
      { path: '^src/adapters/([^/]+)/', pathNot: '[.]test[.]ts$' },
      { path: '^src/', pathNot: ['^src/adapters/$1/', `^src/(${GROUND})/`, '[.]port[.]ts$'] },
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
      'lang-stands-alone',
      'Times, counts and words know no screen, no component and no API.',
      { path: '^web/lang/', pathNot: '[.]test[.]tsx?$' },
      { path: '^(web|src)/', pathNot: '^web/lang/' },
    ),
    rule(
      'components-are-small',
      'Pieces with words know the plain pieces, the language and the shape of a problem.',
      { path: '^web/components/' },
      { path: '^(web|src)/', pathNot: '^web/(components|ui|lang)/|^web/api/fetch/problem[.]ts$' },
    ),
    rule(
      'api-shows-nothing',
      'What is asked of the server knows no screen, no card and no words.',
      { path: '^web/api/', pathNot: '[.]test[.]tsx?$' },
      { path: '^web/(screens|journal|components|ui|lang|dev)/' },
    ),
    rule(
      'cards-know-no-screen',
      'The timeline and its cards serve all screens.',
      { path: '^web/(journal|paths)' },
      { path: '^web/(screens|dev|routes|main)' },
    ),
    rule(
      'screens-apart',
      'Share through web/journal or web/ui.',
      { path: '^web/screens/([^/]+)/' },
      { path: '^web/screens/', pathNot: '^web/screens/$1/' },
    ),
    rule('web-sees-contracts', 'The browser sees contract.ts only.', { path: '^web/' }, { path: '^src/', pathNot: CONTRACT }),
    rule(
      'product-knows-no-test',
      'One way only.',
      { path: '^(src|web)/', pathNot: '[.]test[.]tsx?$' },
      { path: '^(test|bench|fixtures)/' },
    ),
  ],
  options: { tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' }, doNotFollow: { path: 'node_modules' } },
};
