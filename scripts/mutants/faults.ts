// SPDX-License-Identifier: Apache-2.0
// Where a file can be made wrong by a little, and how: the syntax tree's places for small faults, and a seeded choice of them.
import { parseSync } from 'vite';

/** One small fault: `text` stands in place of the source's [start, end). */
export type Fault = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly what: string;
  /** 1 for the first line. */
  readonly line: number;
  /** The line of the fault, before and after, without the white space around: by these two a judged survivor is known again. */
  readonly was: string;
  readonly now: string;
};

type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [key: string]: unknown };
type Change = Pick<Fault, 'start' | 'end' | 'text' | 'what'>;

const OPERATORS: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '+',
  '/': '*',
  '%': '/',
  '&': '|',
  '|': '&',
  '^': '|',
  '&&': '||',
  '||': '&&',
  '+=': '-=',
  '-=': '+=',
  '|=': '&=',
  '&=': '|=',
  '++': '--',
  '--': '++',
};
const METHODS: Readonly<Record<string, string>> = {
  every: 'some',
  some: 'every',
  max: 'min',
  min: 'max',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  find: 'findLast',
  findLast: 'find',
  ceil: 'floor',
  floor: 'ceil',
  padStart: 'padEnd',
  indexOf: 'lastIndexOf',
};
/** Calls of which the receiver alone is a fault one would not see at once. */
const DROPPED = new Set(['filter', 'toSorted', 'slice', 'trim', 'toLowerCase', 'toReversed']);
const LOOPS = new Set(['ForStatement', 'ForOfStatement', 'WhileStatement']);
const LEAVING = new Set(['ThrowStatement', 'ContinueStatement', 'BreakStatement']);

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function* below(node: Node): Iterable<Node> {
  yield node;
  for (const [key, value] of Object.entries(node)) {
    // Types are not run; what a type assertion holds is.
    if (key === 'typeAnnotation' || key === 'typeArguments' || key === 'typeParameters' || key === 'returnType') continue;
    for (const child of Array.isArray(value) ? value : [value])
      if (isNode(child) && (!child.type.startsWith('TS') || isNode(child['expression']))) yield* below(child);
  }
}

/** Every small fault of a TypeScript file, in the order of the text. Each one alone still parses. */
export function faultsOf(file: string, source: string): readonly Fault[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} does not parse`);
  const found = [...below(program as unknown as Node)].flatMap((node) => changesAt(node, (part) => source.slice(part.start, part.end)));
  return found
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map((change) => located(source, change))
    .filter((fault) => fault.was !== fault.now && parseSync(file, planted(source, fault)).errors.length === 0);
}

/** The source with the fault in it. */
export function planted(source: string, { start, end, text }: Change): string {
  return source.slice(0, start) + text + source.slice(end);
}

function located(source: string, change: Change): Fault {
  const from = source.lastIndexOf('\n', change.start - 1) + 1;
  const lineOf = (text: string, least: number): string => {
    const end = text.indexOf('\n', least);
    return text.slice(from, end === -1 ? undefined : end).trim();
  };
  const now = lineOf(planted(source, change), change.start + change.text.length);
  return {
    ...change,
    line: source.slice(0, change.start).split('\n').length,
    was: lineOf(source, change.start),
    now: now.replaceAll(/\s+/g, ' '),
  };
}

function changesAt(node: Node, textOf: (part: Node) => string): readonly Change[] {
  const whole = (text: string, what: string): Change => ({ start: node.start, end: node.end, text, what });
  const part = (name: string): Node => node[name] as Node;
  switch (node.type) {
    case 'BinaryExpression':
    case 'AssignmentExpression':
    case 'LogicalExpression': {
      const [left, right] = [textOf(part('left')), textOf(part('right'))];
      if (node['operator'] === '??') return [whole(`(${left})`, 'fallback dropped'), whole(`(${right})`, 'always the fallback')];
      const other = OPERATORS[String(node['operator'])];
      if (other === undefined) return [];
      const swapped = `${left} ${other} ${right}`;
      return [whole(node.type === 'AssignmentExpression' ? swapped : `(${swapped})`, `${String(node['operator'])} to ${other}`)];
    }
    case 'UnaryExpression':
      return node['operator'] === '!' ? [whole(textOf(part('argument')), 'negation dropped')] : [];
    case 'UpdateExpression': {
      const other = OPERATORS[String(node['operator'])] ?? '';
      return [whole(node['prefix'] === true ? other + textOf(part('argument')) : textOf(part('argument')) + other, 'counts the other way')];
    }
    case 'IfStatement': {
      const { start, end } = part('test');
      return [
        { start, end, text: `!(${textOf(part('test'))})`, what: 'condition negated' },
        { start, end, text: 'false', what: 'condition never holds' },
      ];
    }
    case 'ConditionalExpression':
      return [whole(`(${textOf(part('test'))} ? ${textOf(part('alternate'))} : ${textOf(part('consequent'))})`, 'branches swapped')];
    case 'Literal':
      if (typeof node['value'] === 'number') return [whole(String(node['value'] + 1), 'one more')];
      return typeof node['value'] === 'boolean' ? [whole(String(!node['value']), 'constant flipped')] : [];
    case 'ExpressionStatement': {
      const expression = part('expression');
      const awaited =
        expression.type === 'AwaitExpression' ? [whole(`void ${textOf(expression['argument'] as Node)};`, 'not waited for')] : [];
      return expression.type === 'Literal' ? [] : [whole(';', 'statement removed'), ...awaited];
    }
    case 'CallExpression':
      return callChanges(node, textOf, whole);
    default:
      if (LEAVING.has(node.type)) return [whole(';', 'statement removed')];
      return LOOPS.has(node.type) ? [onlyOnce(part('body'), textOf)] : [];
  }
}

function onlyOnce(body: Node, textOf: (part: Node) => string): Change {
  const text = body.type === 'BlockStatement' ? `${textOf(body).slice(0, -1)}break; }` : `{ ${textOf(body)} break; }`;
  return { start: body.start, end: body.end, text, what: 'only the first round' };
}

function callChanges(node: Node, textOf: (part: Node) => string, whole: (text: string, what: string) => Change): readonly Change[] {
  const args = node['arguments'] as readonly Node[];
  const callee = node['callee'] as Node;
  const found: Change[] = [];
  const [first, second] = args;
  const plain = (one: Node | undefined): one is Node => one !== undefined && !/Function|Spread/.test(one.type);
  if (plain(first) && plain(second) && textOf(first) !== textOf(second))
    found.push({ start: first.start, end: second.end, text: `${textOf(second)}, ${textOf(first)}`, what: 'arguments swapped' });
  if (callee.type !== 'MemberExpression' || callee['computed'] === true) return found;
  const [object, property] = [callee['object'] as Node, callee['property'] as Node];
  const name = textOf(property);
  const other = METHODS[name];
  if (other !== undefined) found.push({ start: property.start, end: property.end, text: other, what: `${name} to ${other}` });
  if (DROPPED.has(name)) found.push(whole(textOf(object), `${name} dropped`));
  return found;
}

/** At most `most` of the faults, one a line, the same ones for the same seed. */
export function chosen(faults: readonly Fault[], most: number, seed: string): readonly Fault[] {
  const random = randomFrom(seed);
  const order = faults.map((fault) => ({ fault, at: random() })).toSorted((a, b) => a.at - b.at);
  const lines = new Set<number>();
  return order
    .flatMap(({ fault }) => (lines.size >= most || lines.has(fault.line) ? [] : (lines.add(fault.line), [fault])))
    .toSorted((a, b) => a.line - b.line);
}

/** Mulberry32 over FNV-1a of the seed. */
function randomFrom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const char of seed) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
