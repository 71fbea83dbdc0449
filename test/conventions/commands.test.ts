// SPDX-License-Identifier: Apache-2.0
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { randomText, sha256, systemClock } from '../../src/adapters/system/system.ts';
import { arityOf } from '../../src/cli/arity.ts';
import { runCommandLine } from '../../src/cli/cli.ts';
import { commandsBeginning } from '../../src/cli/table.ts';
import type { Base, Wired } from '../../src/wiring/base/base.ts';
import { commandGroups } from '../../src/wiring/commands.ts';
import { everyPart } from '../../src/wiring/parts.ts';
import { everyWatch } from '../../src/wiring/watches.ts';

const source = join(import.meta.dirname, '..', '..', 'src');
const closed = (): Promise<never> => Promise.reject(new Error('no store in this test'));
const base: Base = { clock: systemClock, hash: sha256, random: randomText, dataFolder: '/nonexistent', env: {}, open: closed };
const groups = commandGroups(base, closed);
const sorted = (names: readonly string[]): readonly string[] => names.toSorted();

describe('conventions/commands', () => {
  it.each(groups.map((group) => [group.about.en, group] as const))('the table names exactly what is loaded: %s', async (_about, group) => {
    const loaded = (await group.load()).map((command) => command.path.join(' '));

    expect(sorted(group.names)).toEqual(sorted(loaded));
  });

  it('the table leaves out no command of a wired part', () => {
    const wired = everyPart.flatMap((wire) => wire(base).commands ?? []).map((command) => command.path.join(' '));
    const named = new Set(groups.flatMap((group) => group.names));

    expect(wired.filter((name) => !named.has(name))).toEqual([]);
  });

  it('a word loads the groups that know it and no other', async () => {
    const asked: string[] = [];
    const watched = groups.map((group) => ({ ...group, load: () => (asked.push(group.about.en), group.load()) }));

    const found = await commandsBeginning(watched, 'clock');

    expect(found.every((command) => command.path[0] === 'clock')).toBe(true);
    expect(asked).toEqual(['Legal deadlines']);
  });

  it('every command says how it is used, with exit code 0, and refuses by name what is too much', async () => {
    const commands = (await Promise.all(groups.map((group) => group.load()))).flat();
    const said = async (...argv: readonly string[]) => {
      const words = { out: '', err: '' };
      const streams = {
        stdout: (bytes: string | Uint8Array) => void (words.out += String(bytes)),
        stderr: (text: string) => void (words.err += text),
        terminal: false,
      };
      const code = await runCommandLine(commands, { argv, env: { LANG: 'en' }, streams, stdin: async function* () {} });
      return { code, ...words };
    };
    for (const { path, args } of commands) {
      const name = path.join(' ');
      expect([name, await said(...path, '--help')]).toEqual([name, { code: 0, out: expect.stringContaining(`matoi ${name}`), err: '' }]);
      const { most } = arityOf(args);
      if (most === null) continue;
      const { code, err } = await said(...path, ...Array.from({ length: most }, () => 'given'), 'surplus-word');
      expect([name, code, err]).toEqual([name, 2, expect.stringContaining('surplus-word')]);
    }
    expect(commands.length).toBeGreaterThan(60);
  });

  it('every part that is wired is listed, and every watch', async () => {
    const files = readdirSync(join(source, 'wiring')).filter((file) => file !== 'organisation.ts' && /(?<![.]test)[.]ts$/.test(file));
    const wires: ((base: Base) => Wired)[] = [];
    for (const file of files)
      for (const [name, value] of Object.entries((await import(join(source, 'wiring', file))) as Record<string, unknown>))
        if (/^wire[A-Z]/.test(name)) wires.push(value as (base: Base) => Wired);
    expect(new Set(everyPart)).toEqual(new Set(wires));

    const watches: unknown[] = [];
    for (const part of readdirSync(source))
      if (readdirSync(source, { withFileTypes: true }).some((entry) => entry.name === part && entry.isDirectory()))
        for (const file of readdirSync(join(source, part)).filter((name) => name === 'watch.ts'))
          for (const [name, value] of Object.entries((await import(join(source, part, file))) as Record<string, unknown>))
            if (/^watch[A-Z]/.test(name)) watches.push(value);
    expect(new Set<unknown>(everyWatch)).toEqual(new Set(watches));
  });
});
