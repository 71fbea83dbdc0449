// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Path } from './scenario-text.port.ts';
import { saidIn } from './scenario.ts';
import type { Scenario } from './scenario.ts';
import { secondsOf } from './time.ts';

/** What makes a scenario weaker; never a reason to refuse it. */
export type Warning = { readonly code: WarningCode; readonly at: Path; readonly text: Bilingual };
export const warningCodes = [
  'objective-without-inject',
  'objective-without-metric',
  'inject-without-expected-act',
  'no-false-trail',
  'no-absence',
  'no-outside-pressure',
  'no-decision-that-costs',
  'too-many-at-once',
  'debrief-too-general',
] as const;
export type WarningCode = (typeof warningCodes)[number];

/** One inject to a role every five minutes is what a person can take in. */
const FIVE_MINUTES = 300;

/** The quality check of a sound scenario. */
export function lintScenario(scenario: Scenario): readonly Warning[] {
  return [...objectives(scenario), ...expectations(scenario), ...lacks(scenario), ...crowds(scenario), ...debrief(scenario)];
}

function objectives({ objectives: all, injects }: Scenario): readonly Warning[] {
  const served = new Set(injects.flatMap((inject) => inject.objectives));
  return all.flatMap(({ id, targets }, i): readonly Warning[] => [
    ...(served.has(id)
      ? []
      : [
          {
            code: 'objective-without-inject',
            at: ['objectives', i],
            text: { ja: `目標「${id}」を試す状況付与がありません。`, en: `No inject tries objective “${id}”.` },
          } as const,
        ]),
    ...(targets.some(({ metric }) => metric !== undefined)
      ? []
      : [
          {
            code: 'objective-without-metric',
            at: ['objectives', i],
            text: {
              ja: `目標「${id}」に、記録から測れる基準がありません。`,
              en: `Objective “${id}” has no target that the journal measures.`,
            },
          } as const,
        ]),
  ]);
}

function expectations({ injects }: Scenario): readonly Warning[] {
  return injects.flatMap(({ id, expects }, i): readonly Warning[] =>
    expects.length > 0
      ? []
      : [
          {
            code: 'inject-without-expected-act',
            at: ['injects', i],
            text: { ja: `「${id}」に、期待する行動がありません。`, en: `“${id}” has no expected act.` },
          },
        ],
  );
}

function lacks({ injects }: Scenario): readonly Warning[] {
  const has = (...wanted: readonly string[]) => injects.some((inject) => inject.traits.some((trait) => wanted.includes(trait)));
  const at: Path = ['injects'];
  const all: readonly (readonly [boolean, WarningCode, Bilingual])[] = [
    [has('false-trail'), 'no-false-trail', { ja: '空振りの手掛かり（false-trail）がありません。', en: 'There is no false trail.' }],
    [has('absence'), 'no-absence', { ja: '誰かがいない場面（absence）がありません。', en: 'Nobody is ever absent.' }],
    [
      has('press', 'customer'),
      'no-outside-pressure',
      { ja: '外からの圧力（press・customer）がありません。', en: 'There is no pressure from outside: neither press nor customer.' },
    ],
    [has('costs'), 'no-decision-that-costs', { ja: '代償を伴う決断（costs）がありません。', en: 'No decision costs anything.' }],
  ];
  return all.flatMap(([there, code, text]) => (there ? [] : [{ code, at, text }]));
}

function crowds({ roles, injects }: Scenario): readonly Warning[] {
  return roles.flatMap(({ id }): readonly Warning[] => {
    const timed = injects
      .map((inject, index) => ({ inject, index, at: inject.at === undefined ? null : secondsOf(inject.at) }))
      .filter(({ inject, at }) => at !== null && inject.to.includes(id))
      .toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
    const close = timed.filter(({ at }, i) => i > 0 && (at ?? 0) - (timed[i - 1]?.at ?? 0) < FIVE_MINUTES);
    const [first] = close;
    if (first === undefined) return [];
    const text = {
      ja: `役割「${id}」に、5分以内に続けて届くものが ${close.length} 回あります。`,
      en: `Role “${id}” gets another inject within 5 minutes ${close.length} times.`,
    };
    return [{ code: 'too-many-at-once', at: ['injects', first.index], text }];
  });
}

/** Questions that everybody answers with "a lot". */
const GENERAL = [/何を学び/, /学んだこと/, /感想/, /what did (?:you|we) learn/i, /how did (?:it|you) (?:go|feel)/i];

function debrief({ debrief: asked }: Scenario): readonly Warning[] {
  return asked.flatMap((question, i): readonly Warning[] => {
    const both = `${saidIn(question, 'ja')}\n${saidIn(question, 'en')}`;
    if (!GENERAL.some((pattern) => pattern.test(both))) return [];
    return [
      {
        code: 'debrief-too-general',
        at: ['debrief', i],
        text: {
          ja: '振り返りの問いが広すぎます。場面と判断を名指ししてください。',
          en: 'The debrief question is too general: name the moment and the decision.',
        },
      },
    ];
  });
}
