// SPDX-License-Identifier: Apache-2.0
// Values for the fields of an OpenAPI document: some that fit the schema, some that nearly do, some that are hostile.
import fc from 'fast-check';
import type { Random } from './random.ts';

export type Schema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema | boolean;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly pattern?: string;
  readonly format?: string;
};

/** Names that the desk holds: what a field called so is often filled with, so that a request gets past the door. */
export type Known = Readonly<Record<string, readonly string[]>>;

/** What parsers, databases, shells, file systems, pages and engines of expressions have stumbled over. */
const HOSTILE: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202egnp.exe',
  '\ufeff',
  '../../../etc/passwd',
  '..\\..\\x',
  '%2e%2e%2f',
  "' or 1=1 --",
  '"; drop table case_view; --',
  '$1',
  '{{7*7}}',
  '${7*7}',
  '<script>alert(1)</script>',
  '=HYPERLINK("http://x")',
  '__proto__',
  'constructor',
  'NaN',
  'Infinity',
  '-0',
  '1e999',
  '9999999999999999999999',
  '9999-12-31T23:59:60Z',
  '0000-00-00',
  '-271821-04-20T00:00:00.000Z',
  'Z'.repeat(5000),
  '𠮷'.repeat(300),
  '('.repeat(200),
  '[a-'.repeat(50),
  '\r\nset-cookie: x=y',
  'http://169.254.169.254/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  '::/0',
  '0.0.0.0/0',
  'xn--a.example',
  'a@b@c',
  '日本語の文',
];
const NUMBERS = [0, -1, 1, 0.5, 2 ** 31, -(2 ** 31), 2 ** 53, 2 ** 53 + 2, 1e308, -1e308, 5e-324] as const;
/** How deep an invented value goes before it ends. */
const DEEPEST = 6;

/** Whether something happens once in so many times. */
const once = (random: Random, inHowMany: number): boolean => random.below(inHowMany) === 0;

/** A value for a field. One in eight does not try to fit. */
export function valueFor(schema: Schema, name: string, known: Known, random: Random, depth = 0): unknown {
  if (once(random, 8)) return anything(random, depth);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return random.pick(schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined && choices.length > 0) return valueFor(random.pick(choices), name, known, random, depth);
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((one) => valueFor(one, name, known, random, depth)));
  const type = typeof schema.type === 'object' ? random.pick(schema.type) : schema.type;
  if (type === 'object' || schema.properties !== undefined) return objectFor(schema, known, random, depth);
  if (type === 'array') return listFor(schema, name, known, random, depth);
  if (type === 'boolean') return once(random, 2);
  if (type === 'null') return null;
  if (type === 'integer' || type === 'number') return numberFor(schema, random);
  if (type === 'string') return textFor(schema, name, known, random);
  return anything(random, depth);
}

function objectFor(schema: Schema, known: Known, random: Random, depth: number): object {
  const { properties = {}, required = [], additionalProperties } = schema;
  const made: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(properties)) {
    const wanted = required.includes(name) ? !once(random, 12) : once(random, 2);
    if (wanted && depth < DEEPEST) made[name] = valueFor(one, name, known, random, depth + 1);
  }
  if (typeof additionalProperties === 'object' && depth < DEEPEST)
    for (let at = random.below(3); at > 0; at -= 1)
      made[textFor({}, '', known, random)] = valueFor(additionalProperties, '', known, random, depth + 1);
  // As JSON.parse makes it: a name of its own, not the prototype.
  if (once(random, 20)) Object.defineProperty(made, '__proto__', { value: { roles: ['administrator'] }, enumerable: true });
  if (once(random, 20)) made['roles'] = ['administrator'];
  return made;
}

function listFor(schema: Schema, name: string, known: Known, random: Random, depth: number): readonly unknown[] {
  const item = typeof schema.items === 'object' ? schema.items : {};
  const least = schema.minItems ?? 0;
  const length = once(random, 30) ? Math.min(schema.maxItems ?? 1000, 1000) + 1 : least + random.below(3);
  if (depth >= DEEPEST) return [];
  const first = schema.prefixItems?.map((one) => valueFor(one, name, known, random, depth + 1)) ?? [];
  const singular = name.replace(/s$/, '');
  return [...first, ...Array.from({ length }, () => valueFor(item, singular, known, random, depth + 1))];
}

function numberFor({ minimum, maximum, exclusiveMinimum, type }: Schema, random: Random): number {
  if (once(random, 4)) return random.pick(NUMBERS);
  const low = Math.max(minimum ?? -10, (exclusiveMinimum ?? -11) + 1);
  const high = Math.min(maximum ?? low + 1000, low + 100_000);
  const value = low + random.next() * Math.max(0, high - low);
  return type === 'number' ? value : Math.floor(value);
}

function textFor(schema: Schema, name: string, known: Known, random: Random): string {
  const names = known[name];
  if (names !== undefined && !once(random, 4)) return random.pick(names);
  if (once(random, 5)) return random.pick(HOSTILE);
  if (schema.format === 'date-time')
    return new Date(Date.UTC(2020 + random.below(12), random.below(12), 1 + random.below(28))).toISOString();
  if (schema.format === 'date')
    return new Date(Date.UTC(2020 + random.below(12), random.below(12), 1 + random.below(28))).toISOString().slice(0, 10);
  if (schema.format === 'email') return `p${random.below(50)}@example.jp`;
  if (schema.format === 'uri') return `https://${random.pick(['kaku.example', '127.0.0.1', '[::1]', 'a.b.example'])}/${random.below(9)}`;
  if (schema.pattern !== undefined) return fitting(schema.pattern, random);
  const least = schema.minLength ?? 0;
  const text = Array.from({ length: 1 + random.below(6) }, () => random.pick(WORDS)).join(random.pick(['', ' ', '\n', ',']));
  return text.padEnd(least, 'x').slice(0, once(random, 10) ? undefined : (schema.maxLength ?? 200));
}

const WORDS = [
  '件',
  '連絡',
  'a',
  'report',
  '10.1.2.3',
  'evil.example',
  '2026-11-21',
  '¥',
  '"',
  "'",
  '<b>',
  '\t',
  'P-0001',
  'K-1',
  '0',
  '🙂',
  'é',
] as const;

/** Reading an expression takes up to a second, taking a text from it none: each is read once. Null: it cannot be read. */
const readers = new Map<string, fc.Arbitrary<string> | null>();

function readerOf(pattern: string): fc.Arbitrary<string> | null {
  const known = readers.get(pattern);
  if (known !== undefined) return known;
  let made: fc.Arbitrary<string> | null = null;
  try {
    made = fc.stringMatching(new RegExp(pattern, 'u'));
  } catch {
    // A hostile text stands for it.
  }
  readers.set(pattern, made);
  return made;
}

/** A text that a pattern takes; expressions that the generator cannot read give a hostile one. */
function fitting(pattern: string, random: Random): string {
  const reader = readerOf(pattern);
  if (reader === null) return random.pick(HOSTILE);
  return fc.sample(reader, { numRuns: 1, seed: random.below(2 ** 31) })[0] ?? '';
}

/** Any JSON. */
export function anything(random: Random, depth = 0): unknown {
  const kind = random.below(depth >= DEEPEST ? 4 : 7);
  if (kind === 0) return random.pick(HOSTILE);
  if (kind === 1) return random.pick(NUMBERS);
  if (kind === 2) return random.pick([true, false, null]);
  if (kind === 3) return random.pick(WORDS);
  if (kind === 4) return Array.from({ length: random.below(4) }, () => anything(random, depth + 1));
  if (kind === 5)
    return Object.fromEntries(
      Array.from({ length: random.below(4) }, () => [random.pick(HOSTILE).slice(0, 50), anything(random, depth + 1)]),
    );
  return Array.from({ length: 40 + random.below(200) }).reduce<unknown>((inner) => [inner], 'deep');
}

/** A value for one place of a path: mostly a name that the desk holds. */
export function placeFor(name: string, schema: Schema, known: Known, random: Random): string {
  const value = textFor(schema, name, known, random);
  return value === '' || value === '.' || value === '..' ? 'x' : value;
}
