// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import { isEntryKind, entrySchemas } from '../../case/entry/kinds.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { nearestTo } from '../../kernel/nearest.ts';
import type { Path, Tree } from './scenario-text.port.ts';
import { bindable, wrongPlaces } from './bind.ts';
import { namedIn, scenarioSchema, waitsFor } from './scenario.ts';
import type { Scenario } from './scenario.ts';
import { secondsOf } from './time.ts';

/** One reason why a scenario is refused; `suggestion` null where none can be made. */
export type Fault = { readonly line: number; readonly path: string; readonly what: Bilingual; readonly suggestion: Bilingual | null };
export type Checked =
  | { readonly scenario: Scenario; readonly faults: readonly [] }
  | { readonly scenario: null; readonly faults: readonly Fault[] };

type Found = { readonly at: Path; readonly what: Bilingual; readonly suggestion?: Bilingual | null };

/** The scenario of a tree, or everything that is wrong with it. */
export function checkScenario({ value, lineOf }: Tree): Checked {
  const parsed = scenarioSchema.safeParse(value);
  const found = parsed.success ? meaning(parsed.data) : parsed.error.issues.flatMap((issue) => shape(issue, value));
  if (parsed.success && found.length === 0) return { scenario: parsed.data, faults: [] };
  const faults = found.map(({ at, what, suggestion = null }) => ({ line: lineOf(at), path: at.join('.'), what, suggestion }));
  return { scenario: null, faults: faults.toSorted((a, b) => a.line - b.line) };
}

const KEYS = keysIn(scenarioSchema);

function shape(issue: z.core.$ZodIssue, value: unknown): readonly Found[] {
  const at = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const name = String(at.at(-1) ?? '');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      at: [...at, key],
      what: { ja: `「${key}」という項目はありません。`, en: `There is no key “${key}”.` },
      suggestion: meant(key, KEYS),
    }));
  if (valueAt(value, at) === undefined)
    return [
      {
        at,
        what: { ja: `「${name}」がありません。`, en: `“${name}” is missing.` },
        suggestion: { ja: `「${name}:」を書き足してください。`, en: `Add “${name}:”.` },
      },
    ];
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String);
    return [
      {
        at,
        what: { ja: `「${name}」には ${allowed.join('、')} のどれかを書きます。`, en: `“${name}” is one of ${allowed.join(', ')}.` },
        suggestion: meant(String(valueAt(value, at)), allowed),
      },
    ];
  }
  if (issue.code === 'custom' && issue.message === 'time')
    return [
      {
        at,
        what: { ja: `「${name}」が時間として読めません。`, en: `“${name}” cannot be read as a time.` },
        suggestion: { ja: '「1d 2h 30m」のように書いてください。', en: 'Write it like “1d 2h 30m”.' },
      },
    ];
  if (issue.code === 'invalid_format' && issue.format === 'regex')
    return [
      {
        at,
        what: { ja: `「${name}」の書き方が違います。`, en: `“${name}” is not written as it should be.` },
        suggestion: { ja: '半角の小文字・数字・ハイフンだけを使ってください。', en: 'Use lower-case letters, digits and hyphens only.' },
      },
    ];
  return [
    {
      at,
      what: { ja: `「${name}」の内容が決まりに合いません（型・長さ・個数）。`, en: `“${name}” does not fit: its type, length or number.` },
    },
  ];
}

/** What the parts of a scenario say about each other. */
function meaning(scenario: Scenario): readonly Found[] {
  return [...doubles(scenario), ...references(scenario), ...times(scenario), ...circles(scenario), ...places(scenario)];
}

/** Places for the organisation's own names that no register fills. */
function places({ injects }: Scenario): readonly Found[] {
  return injects.flatMap((inject, at) =>
    wrongPlaces(JSON.stringify(inject)).map((place) => ({
      at: ['injects', at],
      what: { ja: `${place} を埋める台帳がありません。`, en: `No register fills ${place}.` },
      suggestion: {
        ja: `{{${bindable.join('・')}:番号|台帳にないときの言葉}} と書いてください。`,
        en: `Write {{${bindable.join(' or ')}:number|words where the register has none}}.`,
      },
    })),
  );
}

function doubles(scenario: Scenario): readonly Found[] {
  return (['roles', 'objectives', 'injects', 'moves'] as const).flatMap((list) => {
    const seen = new Set<string>();
    return scenario[list].flatMap(({ id }, at): readonly Found[] => {
      if (!seen.has(id)) return (seen.add(id), []);
      return [{ at: [list, at, 'id'], what: { ja: `「${id}」が二度使われています。`, en: `“${id}” stands twice.` } }];
    });
  });
}

function references(scenario: Scenario): readonly Found[] {
  const roles = scenario.roles.map(({ id }) => id);
  const objectives = scenario.objectives.map(({ id }) => id);
  const injects = scenario.injects.map(({ id }) => id);
  const expected = new Map(scenario.injects.map(({ id, expects }) => [id, expects.map((one) => one.id)]));
  const missing = (at: Path, name: string, known: readonly string[], ja: string, en: string): readonly Found[] =>
    known.includes(name)
      ? []
      : [{ at, what: { ja: `${ja}「${name}」がありません。`, en: `There is no ${en} “${name}”.` }, suggestion: meant(name, known) }];
  return scenario.injects.flatMap((inject, i) => [
    ...inject.to.flatMap((role, at) => missing(['injects', i, 'to', at], role, roles, '役割', 'role')),
    ...inject.objectives.flatMap((one, at) => missing(['injects', i, 'objectives', at], one, objectives, '目標', 'objective')),
    ...(inject.after === undefined ? [] : missing(['injects', i, 'after', 'inject'], inject.after.inject, injects, '状況付与', 'inject')),
    ...(inject.when === undefined
      ? []
      : namedIn(inject.when).flatMap(({ inject: named, expects }) => {
          const of = missing(['injects', i, 'when'], named, injects, '状況付与', 'inject');
          if (of.length > 0 || expects === null) return of;
          return missing(['injects', i, 'when'], expects, expected.get(named) ?? [], '期待する行動', 'expected act');
        })),
    ...inject.expects.flatMap((one, at) =>
      one.entry === undefined || isEntryKind(one.entry)
        ? []
        : missing(['injects', i, 'expects', at, 'entry'], one.entry, Object.keys(entrySchemas), '記録の種類', 'kind of entry'),
    ),
  ]);
}

function times(scenario: Scenario): readonly Found[] {
  const end = secondsOf(scenario.duration) ?? 0;
  const at = new Map(scenario.injects.map((inject) => [inject.id, inject.at === undefined ? null : secondsOf(inject.at)]));
  return scenario.injects.flatMap((inject, i): readonly Found[] => {
    if ((inject.at === undefined) === (inject.after === undefined))
      return [
        {
          at: ['injects', i],
          what: {
            ja: `「${inject.id}」には at か after のどちらか一つが要ります。`,
            en: `“${inject.id}” needs either at or after, and one of them.`,
          },
          suggestion: { ja: '開始からの時間なら at: 30m と書きます。', en: 'For a time since the start write at: 30m.' },
        },
      ];
    const own = at.get(inject.id) ?? null;
    const until = inject.until === undefined ? null : secondsOf(inject.until);
    const found: Found[] = [];
    if (own !== null && own > end)
      found.push({
        at: ['injects', i, 'at'],
        what: { ja: `「${inject.id}」は訓練の終わり（duration）より後です。`, en: `“${inject.id}” comes after the end (duration).` },
      });
    if (own !== null && until !== null && until <= own)
      found.push({
        at: ['injects', i, 'until'],
        what: { ja: `「${inject.id}」の until が at より前か同じです。`, en: `until of “${inject.id}” is not after its at.` },
      });
    for (const waited of until === null ? [] : waitsFor(inject)) {
      const first = at.get(waited) ?? null;
      if (first !== null && until !== null && first >= until)
        found.push({
          at: ['injects', i, 'until'],
          what: {
            ja: `「${inject.id}」が待つ「${waited}」は、until の後に来ます。`,
            en: `“${waited}”, which “${inject.id}” waits for, comes after its until.`,
          },
        });
    }
    const before = scenario.injects.slice(0, i).findLast((other) => other.at !== undefined);
    const prior = before === undefined ? null : (at.get(before.id) ?? null);
    if (own !== null && prior !== null && prior > own)
      found.push({
        at: ['injects', i, 'at'],
        what: {
          ja: `「${inject.id}」の時刻が、前の「${before?.id ?? ''}」より前です。`,
          en: `“${inject.id}” stands after “${before?.id ?? ''}” but comes before it in time.`,
        },
        suggestion: { ja: '時刻の順に並べてください。', en: 'Put the injects in the order of their times.' },
      });
    return found;
  });
}

/** An inject that waits, by whatever way, for itself would never go out. */
function circles(scenario: Scenario): readonly Found[] {
  const waits = new Map(scenario.injects.map((inject) => [inject.id, waitsFor(inject)]));
  return scenario.injects.flatMap(({ id }, i) => {
    const seen = new Set<string>();
    const queue = [...(waits.get(id) ?? [])];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next === id)
        return [
          {
            at: ['injects', i, waits.has(id) && scenario.injects[i]?.when !== undefined ? 'when' : 'after'],
            what: { ja: `「${id}」は、条件をたどると自分自身を待っています。`, en: `“${id}” waits, through its conditions, for itself.` },
            suggestion: { ja: '輪になっている条件を一つ外してください。', en: 'Take one condition out of the circle.' },
          },
        ];
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(...(waits.get(next) ?? []));
    }
    return [];
  });
}

function meant(word: string, known: readonly string[]): Bilingual | null {
  const near = nearestTo(word, known)[0] ?? null;
  return near === null ? null : { ja: `「${near}」のことですか。`, en: `Did you mean “${near}”?` };
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? (at as Readonly<Record<string | number, unknown>>)[step] : undefined),
    value,
  );
}

/** Every key that a scenario may have anywhere. */
function keysIn(schema: z.ZodType): readonly string[] {
  const found = new Set<string>();
  const visit = (one: unknown): void => {
    if (typeof one !== 'object' || one === null) return;
    const { def, shape: fields } = one as {
      readonly def?: Readonly<Record<string, unknown>>;
      readonly shape?: Readonly<Record<string, unknown>>;
    };
    for (const [key, inner] of Object.entries(fields ?? {})) {
      found.add(key);
      visit(inner);
    }
    for (const name of ['element', 'innerType']) visit(def?.[name]);
  };
  visit(schema);
  return [...found];
}
