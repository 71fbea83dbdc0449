// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Journal, Writing } from '../../case/language/journal.port.ts';
import type { Instant } from '../../kernel/instant.ts';
import { ok } from '../../kernel/result.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { removeRules, takeRules } from './change-rules.ts';
import { openRuleSet, ruleAt } from './rule-set.ts';
import type { RuleFile, RuleStore, RuleText } from './rule-store.port.ts';

const BY = { type: 'person', id: 'P-1', name: 'Sato' } as const;
/** No true hash; only that equal bytes give equal words. */
const hash = ((bytes: Uint8Array | string) => `h(${typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes)})`) as HashBytes;
const bytes = (text: string) => new TextEncoder().encode(text);

function setUp() {
  const files = new Map<string, RuleFile & RuleText>();
  const drafts: { kind: string; body: object }[] = [];
  const store: RuleStore = {
    list: async () => [...files.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    texts: async () => [...files.values()],
    put: async (_, some) => some.forEach((one) => void files.set(one.name, one)),
    remove: async (_, names) => names.filter((one) => files.delete(one)),
  };
  const writing = { tx: null, append: async (one: { drafts: typeof drafts }) => void drafts.push(...one.drafts) } as unknown as Writing;
  const journal = { write: async <T>(work: (one: Writing) => Promise<T>) => work(writing) } as unknown as Journal;
  const clock = { now: () => '2026-11-22T00:00:00.000Z' as Instant };
  const unpack = (zip: Uint8Array) =>
    zip[0] === 80
      ? ok([
          { name: 'in\\side.yml', bytes: bytes('in') },
          { name: 'huge.yml', bytes: null },
        ])
      : null;
  return { deps: { journal, clock, hash, store, unpack }, drafts, store };
}

describe('hunt/rules', () => {
  it('takes files and zips; the same again changes nothing, another text of the same name replaces it', async () => {
    const { deps, drafts } = setUp();
    const first = await takeRules(
      deps,
      [
        { name: 'a.yml', bytes: bytes('1') },
        { name: 'P.zip', bytes: bytes('PK') },
      ],
      BY,
    );
    const again = await takeRules(deps, [{ name: 'a.yml', bytes: bytes('1') }], BY);
    const other = await takeRules(deps, [{ name: 'a.yml', bytes: bytes('2') }], BY);

    expect(first).toEqual({ added: 2, replaced: 0, same: 0, leftOut: [{ name: 'huge.yml', reason: 'too-large' }] });
    expect([again.same, other.replaced]).toEqual([1, 1]);
    expect(drafts).toMatchObject([
      { kind: 'hunt.rules-changed', body: { added: 2, replaced: 0, total: 2, names: ['a.yml', 'in/side.yml'] } },
      { kind: 'hunt.rules-changed', body: { added: 0, replaced: 1, total: 2, names: ['a.yml'] } },
    ]);
  });

  it.each([
    ['notes.txt', bytes('x'), 'not-yaml'],
    ['a.yml', new Uint8Array([0xff, 0xfe, 0x00]), 'not-text'],
    ['a.yml', bytes('a\0b'), 'not-text'],
    ['a.yml', bytes('x'.repeat(1_000_001)), 'too-large'],
  ])('leaves %s out by name', async (name, content, reason) => {
    const { deps, drafts } = setUp();

    expect(await takeRules(deps, [{ name, bytes: content }], BY)).toEqual({ added: 0, replaced: 0, same: 0, leftOut: [{ name, reason }] });
    expect(drafts).toEqual([]);
  });

  it('removes what is there and writes it down once', async () => {
    const { deps, drafts } = setUp();
    await takeRules(deps, [{ name: 'a.yml', bytes: bytes('1') }], BY);

    expect(await removeRules(deps, ['a.yml', 'b.yml'], BY)).toBe(1);
    expect(await removeRules(deps, ['a.yml'], BY)).toBe(0);
    expect(drafts.map((one) => one.body)).toMatchObject([{ added: 1 }, { removed: 1, total: 0, names: ['a.yml'] }]);
  });

  it('compiles once for each state of the list, and finds a rule by its file and place', async () => {
    const { deps, store } = setUp();
    const reads = { count: 0 };
    const document = (title: string) => ({
      title,
      logsource: { category: 'proxy' },
      detection: { s: { 'cs-host': 'a.example' }, condition: 's' },
    });
    const readYaml = (text: string) => {
      reads.count += 1;
      return ok(text === 'two' ? [document('one'), document('two')] : [{ title: 'none' }]);
    };
    const set = openRuleSet({ store, readYaml, hash });
    await takeRules(deps, [{ name: 'a.yml', bytes: bytes('two') }], BY);
    const [first] = [await set(), await set()];
    expect([first.compiled.length, reads.count]).toEqual([2, 1]);
    expect(ruleAt(first, { file: 'a.yml', place: 1 })?.head.title).toBe('two');
    expect(ruleAt(first, { file: 'a.yml', place: 2 })).toBeNull();

    await takeRules(deps, [{ name: 'b.yml', bytes: bytes('other') }], BY);
    const second = await set();
    expect(second.digest).not.toBe(first.digest);
    expect(second.refused).toMatchObject([{ file: 'b.yml', place: 0, reason: { en: 'no detection' } }]);
  });
});
