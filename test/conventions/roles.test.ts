// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { randomText, sha256, systemClock } from '../../src/adapters/system/system.ts';
import { mayRelease, roles } from '../../src/edge/role.ts';
import { roleNames } from '../../src/common/words/role-names.contract.ts';
import type { Base } from '../../src/wiring/base/base.ts';
import { commandGroups } from '../../src/wiring/commands.ts';
import { rolesOfEntry } from '../../src/case/entry/role-names.ts';

const root = join(import.meta.dirname, '..', '..');

/** A value that calls somebody a person; a type that names one (`{ type: 'person' }` and nothing beside) is none. */
const PERSON_BY_HAND =
  /\btype["']?\s*[:=]\s*(?:(['"`])person\1\s*(?:as const\s*)?,|['"`]person['"`]\s*(?:as const|;\s*$))|,\s*["']?type["']?:\s*['"]person['"]\s*\}/m;

/** The roles of each row, below the heading of the table that names them. */
function rowsBelow(file: string, heading: string): readonly (readonly string[])[] {
  const section = readFileSync(join(root, file), 'utf8').split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = [...section.matchAll(/^\| ([^|]+) \| ([^|]+) \|$/gm)].slice(1);
  return rows.map((row) => (row[2] ?? '').split(/, |、/).toSorted());
}

describe('conventions/roles', () => {
  it.each([
    ['en', 'docs/how-to/sign-in-and-roles.md', 'Who lets out, erases, deletes'],
    ['ja', 'docs/how-to/sign-in-and-roles.ja.md', '外に出す・消去する・削除するのは誰か'],
  ] as const)('who may let out what is the same list in the document (%s) as for routes and commands', (lang, file, heading) => {
    const wanted = Object.values(mayRelease).map((one) => one.map((role) => roleNames[role][lang].replace(/ ?[(（].*/, '')).toSorted());

    expect(rowsBelow(file, heading)).toEqual(wanted);
  });

  it('a command asks for exactly the roles that the list has for what it lets out', async () => {
    const closed = (): Promise<never> => Promise.reject(new Error('no store in this test'));
    const base: Base = { clock: systemClock, hash: sha256, random: randomText, dataFolder: '/nonexistent', env: {}, open: closed };
    const commands = (await Promise.all(commandGroups(base, closed).map((group) => group.load()))).flat();
    const call = { args: ['C-2026-0001', 'x', 'y'], text: () => undefined };
    const releasing = commands.flatMap(({ path, releases }) => (releases === undefined ? [] : [[path.join(' '), releases(call)] as const]));

    expect(Object.fromEntries(releasing)).toEqual({
      'contain release': mayRelease.block,
      'advisory publish': mayRelease.statement,
      'notify send': mayRelease.notice,
      'notify resume': mayRelease.notice,
      'notify advance': mayRelease.notice,
      'statement approve': mayRelease.statement,
      'statement revoke': mayRelease.statement,
      'statement publish': mayRelease.statement,
      'statement share': mayRelease.statement,
      'report-form consent': mayRelease.statement,
      'credit agree': mayRelease.statement,
      'credit withdraw': mayRelease.statement,
      'security-txt confirm': mayRelease.contact,
    });
  });

  it('one file alone makes whom an entry names a person: no route or part does it by hand, of a machine’s key for one', async () => {
    const files: string[] = [];
    for await (const file of glob('src/**/*.{ts,tsx}', { cwd: root })) if (!/[.]test[.]tsx?$/.test(file)) files.push(file);
    const byHand = files.filter((file) => PERSON_BY_HAND.test(readFileSync(join(root, file), 'utf8')));

    expect(byHand).toEqual(['src/kernel/person.ts']);
    expect(files.length).toBeGreaterThan(1000);
  });

  it.each([
    "append({ actor: { type: 'person', id: who.personId, name: who.name } })",
    "const by = { type: 'person' as const, ...who };",
    '{ name, id, "type": "person" }',
    'const type = `person`;',
  ])('a person made by hand is seen: %s', (line) => {
    expect(line).toMatch(PERSON_BY_HAND);
  });

  it.each(["actor.type === 'person'", "Extract<Actor, { type: 'person' }>", "z.literal('person')"])(
    'what only asks is let be: %s',
    (line) => {
      expect(line).not.toMatch(PERSON_BY_HAND);
    },
  );

  it('the journal and the edge name the same roles, though neither may look at the other', () => {
    expect([...rolesOfEntry]).toEqual([...roles]);
  });
});
