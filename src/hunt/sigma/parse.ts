// SPDX-License-Identifier: Apache-2.0
import { parseCondition } from './condition.ts';
import { countedBy, secondsOf } from './count-pipe.ts';
import { namesOf, parseTogether } from './together.ts';
import type { Bound, Correlation, CorrelationType, Expression, Filter, LogSource, RuleHead, SigmaDocument } from './rule.ts';
import { Unsupported } from './rule.ts';
import { itemOf, piecesOf } from './value.ts';

export type Placeholders = Readonly<Record<string, readonly string[]>>;
type Fields = Readonly<Record<string, unknown>>;

/** One YAML document as a rule, a correlation or a filter. Throws Unsupported with a reason that a person can act on. */
export function parseSigma(document: unknown, placeholders: Placeholders = {}): SigmaDocument {
  if (!isFields(document)) throw new Unsupported('not a Sigma document: no fields', 'Sigma ルールの形をしていない（項目がない）');
  const head = headOf(document);
  if (document['correlation'] !== undefined) return correlationOf(head, document['correlation']);
  if (document['filter'] !== undefined) return filterOf(head, document['logsource'], document['filter'], placeholders);
  const detection = document['detection'];
  if (!isFields(detection)) throw new Unsupported('no detection', '検知条件（detection）がない');
  const source = sourceOf(document['logsource']);
  const { plain, counted } = withoutPipe(head, detection);
  return { kind: 'rule', head, source, expression: expressionOf(plain, placeholders), counted };
}

/** The condition before its pipe, and what stands behind it. */
function withoutPipe(head: RuleHead, detection: Fields): { readonly plain: Fields; readonly counted: Correlation | null } {
  const { condition } = detection;
  if (typeof condition !== 'string' || !condition.includes('|')) return { plain: detection, counted: null };
  const at = condition.indexOf('|');
  const span = detection['timeframe'] === undefined ? null : secondsOf(detection['timeframe']);
  return { plain: { ...detection, condition: condition.slice(0, at) }, counted: countedBy(head, condition.slice(at + 1), span) };
}

function headOf(document: Fields): RuleHead {
  const title = textOf(document['title']);
  return {
    id: textOf(document['id']),
    name: typeof document['name'] === 'string' ? document['name'] : null,
    title: title === '' ? 'untitled' : title,
    author: textOf(document['author']),
    level: textOf(document['level']),
    license: textOf(document['license']),
    references: listOf(document['references']),
    falsePositives: listOf(document['falsepositives']),
  };
}

function sourceOf(source: unknown): LogSource {
  if (!isFields(source)) throw new Unsupported('no logsource', '対象のログ（logsource）がない');
  const word = (name: string) => (typeof source[name] === 'string' ? source[name].toLowerCase() : null);
  return { category: word('category'), product: word('product'), service: word('service') };
}

/** All selections by name, joined as the condition says; several conditions are several ways to hit. */
function expressionOf(detection: Fields, placeholders: Placeholders): Expression {
  const named = new Map<string, Expression>();
  for (const [name, selection] of Object.entries(detection)) {
    if (name === 'condition' || name === 'timeframe') continue;
    named.set(name, selectionOf(selection, placeholders));
  }
  const conditions = Array.isArray(detection['condition']) ? detection['condition'] : [detection['condition']];
  const of = conditions.map((condition) => {
    if (typeof condition !== 'string') throw new Unsupported('no condition', '条件式（condition）がない');
    return parseCondition(condition, named);
  });
  return of.length === 1 && of[0] !== undefined ? of[0] : { do: 'or', of };
}

/** A map: all lines. A list of maps: one of them. A list of texts: keywords, one of them. */
function selectionOf(selection: unknown, placeholders: Placeholders): Expression {
  if (Array.isArray(selection)) {
    if (selection.length === 0) throw new Unsupported('an empty selection', '選択条件が空');
    if (selection.every((one) => typeof one === 'string' || typeof one === 'number')) return keywords(selection.map(String));
    return { do: 'or', of: selection.map((one) => selectionOf(one, placeholders)) };
  }
  if (isFields(selection)) {
    const items = Object.entries(selection).map(([key, value]): Expression => {
      const item = itemOf(key, value, placeholders);
      if (item.matches.length === 0) throw new Unsupported('an empty list of values', '値の一覧が空');
      return { do: 'item', item: item.field === null ? asKeywords(item) : item };
    });
    if (items.length === 0) throw new Unsupported('an empty selection', '選択条件が空');
    return items.length === 1 && items[0] !== undefined ? items[0] : { do: 'and', of: items };
  }
  if (typeof selection === 'string' || typeof selection === 'number') return keywords([String(selection)]);
  throw new Unsupported('a selection that is neither map, list nor text', '選択条件が、項目・一覧・文字列のどれでもない');
}

function keywords(texts: readonly string[]): Expression {
  const any = { wild: '*' } as const;
  const matches = texts.map((text) => ({ is: 'text', cased: false, pieces: [any, ...piecesOf(text), any] }) as const);
  return { do: 'item', item: { field: null, all: false, not: false, matches } };
}

/** Keywords are sought anywhere in the event, whatever their modifiers. */
function asKeywords(item: ReturnType<typeof itemOf>): ReturnType<typeof itemOf> {
  const any = { wild: '*' } as const;
  return {
    ...item,
    matches: item.matches.map((match) => {
      if (match.is === 'number') return { is: 'text', cased: false, pieces: [any, { plain: String(match.value) }, any] };
      return match.is === 'text' ? { ...match, pieces: [any, ...match.pieces, any] } : match;
    }),
  };
}

const TYPES: readonly CorrelationType[] = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
];
const BOUNDS: readonly Bound[] = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'];

function correlationOf(head: RuleHead, raw: unknown): Correlation {
  if (!isFields(raw)) throw new Unsupported('correlation without fields', '相関（correlation）に項目がない');
  const type = TYPES.find((one) => one === raw['type']);
  if (type === undefined)
    throw new Unsupported(
      `correlation type "${textOf(raw['type'])}" is not one of Sigma 2.1`,
      `相関の種類「${textOf(raw['type'])}」は Sigma 2.1 にない`,
    );
  const seconds = secondsOf(textOf(raw['timespan']) || textOf(raw['timeframe']));
  const written = raw['condition'];
  if (typeof written === 'string' && type !== 'temporal')
    throw new Unsupported(
      `a condition of rule names goes with temporal, not with ${type}`,
      `ルール名の条件式は temporal だけで使える（${type} では使えない）`,
    );
  const rules = listOf(raw['rules']);
  const together = typeof written === 'string' ? parseTogether(written) : null;
  const strange = together === null ? undefined : namesOf(together).find((name) => !rules.includes(name));
  if (strange !== undefined)
    throw new Unsupported(
      `the condition names "${strange}", which is not among the rules`,
      `条件式にある「${strange}」が rules の中にない`,
    );
  const condition = isFields(written) ? written : {};
  const bounds = BOUNDS.filter((by) => condition[by] !== undefined).map((by) => ({ by, value: Number(condition[by]) }));
  const bad = bounds.find(({ value }) => !Number.isFinite(value));
  if (bad !== undefined) throw new Unsupported(`the bound ${bad.by} is not a number`, `境目 ${bad.by} が数ではない`);
  const needsField = type.startsWith('value_');
  if (needsField && typeof condition['field'] !== 'string')
    throw new Unsupported(`${type} needs a field in its condition`, `${type} の条件に項目名（field）がない`);
  if (bounds.length === 0 && !type.startsWith('temporal'))
    throw new Unsupported(`${type} needs a bound such as gte in its condition`, `${type} の条件に境目（gte など）がない`);
  return {
    kind: 'correlation',
    head,
    type,
    rules,
    groupBy: listOf(raw['group-by']),
    seconds,
    together,
    condition: { field: needsField ? textOf(condition['field']) : null, bounds },
    aliases: aliasesOf(raw['aliases']),
  };
}

function aliasesOf(raw: unknown): Correlation['aliases'] {
  const texts = (one: unknown) =>
    Object.fromEntries(Object.entries(isFields(one) ? one : {}).map(([rule, field]) => [rule, textOf(field)]));
  return Object.fromEntries(Object.entries(isFields(raw) ? raw : {}).map(([alias, fields]) => [alias, texts(fields)]));
}

function filterOf(head: RuleHead, logsource: unknown, raw: unknown, placeholders: Placeholders): Filter {
  if (!isFields(raw)) throw new Unsupported('filter without fields', '絞り込み（filter）に項目がない');
  const source = sourceOf(logsource);
  if (source.category === null && source.product === null && source.service === null)
    throw new Unsupported(
      'a filter without a log source would narrow every rule',
      '対象のログがない絞り込みは、すべてのルールを狭めてしまう',
    );
  const { rules, ...detection } = raw;
  return {
    kind: 'filter',
    head,
    source,
    rules: rules === 'any' ? 'any' : listOf(rules),
    expression: expressionOf(detection, placeholders),
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function listOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.map(textOf).filter((one) => one !== '') : [];
}
