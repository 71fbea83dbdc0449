// SPDX-License-Identifier: Apache-2.0
// Texts that a regular expression likes least, made from the expression itself.
import regexpTree from 'regexp-tree';

type Node = {
  readonly type: string;
  readonly body?: Node | null;
  readonly expression?: Node | readonly Node[] | null;
  readonly expressions?: readonly Node[];
  readonly left?: Node | null;
  readonly right?: Node | null;
  readonly quantifier?: { readonly kind: string; readonly from?: number; readonly to?: number };
  readonly value?: string;
  readonly kind?: string;
  readonly symbol?: string;
  readonly negative?: boolean;
  readonly from?: Node;
  readonly to?: Node;
  readonly assertion?: Node | null;
};

/** Samples for a sub-expression: different, because a class may hold both what the next piece wants and what it does not. */
const MOST_SAMPLES = 3;
const FILLERS = ['a', ' ', '1', '.', '/', '-', 'あ', '<', '=', '"', '\n', 'é'];

/** A text of any length: what leads to the repeated piece, the piece, and something that fits nothing behind it. */
export type Attack = { readonly lead: string; readonly unit: string; readonly end: string };

export function attackText({ lead, unit, end }: Attack, size: number): string {
  const room = Math.max(0, size - lead.length - end.length);
  return lead + unit.repeat(Math.ceil(room / unit.length)).slice(0, room) + end;
}

/** Each prefix of the pattern repeated, and each repeated piece behind what leads to it, once and over and over. */
export function attacksOn(pattern: RegExp): readonly Attack[] {
  const root = (regexpTree.parse(withoutNewFlags(pattern)) as unknown as { body: Node | null }).body;
  if (root === null) return [];
  const pieces = new Set<string>();
  const led = new Set<string>();
  collect(root, [''], pieces, led);
  const attacks = new Map<string, Attack>();
  const add = (lead: string, unit: string, end: string): void => {
    if (unit !== '') attacks.set(JSON.stringify([lead, unit, end]), { lead, unit, end });
  };
  for (const piece of pieces) add('', piece, '');
  for (const pair of led) {
    const [lead = '', unit = ''] = pair.split('\u0000');
    add(lead, unit, '\u0001');
    add('', lead + unit.repeat(unit === '' ? 0 : 40), '');
  }
  return [...attacks.values()];
}

function withoutNewFlags(pattern: RegExp): string {
  return `/${pattern.source}/${pattern.flags.replaceAll(/[dvy]/g, '')}`;
}

/** Walks in the order of matching; returns what may stand before the next node. */
function collect(node: Node, before: readonly string[], pieces: Set<string>, led: Set<string>): readonly string[] {
  if (node.type === 'Alternative') {
    let lead = before;
    for (const part of node.expressions ?? []) {
      lead = collect(part, lead, pieces, led);
      for (const text of lead) if (text !== '') pieces.add(text);
    }
    return lead;
  }
  if (node.type === 'Disjunction') {
    const left = node.left ? collect(node.left, before, pieces, led) : before;
    const right = node.right ? collect(node.right, before, pieces, led) : before;
    return [...left.slice(0, 1), ...right.slice(0, 1)];
  }
  if (node.type === 'Group') {
    const inner = node.expression as Node | null;
    return inner ? collect(inner, before, pieces, led) : before;
  }
  if (node.type === 'Assertion') {
    if (node.assertion) collect(node.assertion, before, pieces, led);
    return before;
  }
  if (node.type === 'Repetition') {
    const inner = node.expression as Node;
    const units = samples(inner);
    for (const lead of before.slice(0, 2)) for (const unit of units) led.add(`${lead}\u0000${unit}`);
    collect(inner, before, pieces, led);
    const least = node.quantifier?.kind === '+' ? 1 : (node.quantifier?.from ?? 0);
    return before.map((text) => text + (units[0] ?? '').repeat(Math.min(least, 20)));
  }
  return before.map((text) => text + (samples(node)[0] ?? ''));
}

function samples(node: Node | null | undefined): readonly string[] {
  if (!node) return [''];
  switch (node.type) {
    case 'Char':
      return charSamples(node);
    case 'CharacterClass':
      return classSamples(node);
    case 'Alternative':
      return (node.expressions ?? []).reduce<readonly string[]>(
        (heads, part) =>
          heads.slice(0, 1).flatMap((head) =>
            samples(part)
              .slice(0, MOST_SAMPLES)
              .map((tail) => head + tail),
          ),
        [''],
      );
    case 'Disjunction':
      return [...samples(node.left).slice(0, 2), ...samples(node.right).slice(0, 2)].slice(0, MOST_SAMPLES);
    case 'Group':
      return samples(node.expression as Node | null);
    case 'Repetition': {
      const least = node.quantifier?.kind === '+' ? 1 : (node.quantifier?.from ?? 0);
      return samples(node.expression as Node).map((text) => text.repeat(Math.min(20, Math.max(1, least))));
    }
    default:
      return [''];
  }
}

function charSamples(node: Node): readonly string[] {
  if (node.kind === 'meta') {
    const of: Readonly<Record<string, readonly string[]>> = {
      '\\s': [' ', '\n', '\t'],
      '\\S': ['a', '.', 'あ'],
      '\\d': ['1'],
      '\\D': ['a', ' '],
      '\\w': ['a', '1'],
      '\\W': [' ', '-'],
      '.': ['a', ' ', '.'],
      '\\n': ['\n'],
      '\\r': ['\r'],
      '\\t': ['\t'],
    };
    return of[node.value ?? ''] ?? [node.symbol ?? 'a'];
  }
  return [node.symbol ?? (node.value ?? 'a').replace(/^\\/, '')];
}

/** Which fillers and which of its own first characters a class takes, asked of the class itself. */
function classSamples(node: Node): readonly string[] {
  const source = regexpTree.generate(node as never);
  const takes = compiled(`^${source}$`);
  const own = (node.expressions ?? []).flatMap((part) =>
    part.type === 'ClassRange' ? charSamples(part.from as Node) : part.type === 'Char' ? charSamples(part) : [],
  );
  return [...new Set([...own.slice(0, 2), ...FILLERS])].filter((char) => takes?.test(char) === true).slice(0, MOST_SAMPLES);
}

function compiled(source: string): RegExp | null {
  for (const flags of ['u', ''])
    try {
      return new RegExp(source, flags);
    } catch {
      // The other flag.
    }
  return null;
}
