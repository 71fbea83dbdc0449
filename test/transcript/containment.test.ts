// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { planFiles } from '../../src/adapters/containment-files/files.ts';
import { highsSolver } from '../../src/adapters/highs/solver.ts';
import { netnsLaboratory } from '../../src/adapters/netns/laboratory.ts';
import { runCommandLine } from '../../src/cli/cli.ts';
import { containmentCommands } from '../../src/containment/commands.ts';
import { planSchema } from '../../src/containment/contract.ts';
import { targets } from '../../src/containment/render/target.ts';
import type { RenderedFile } from '../../src/containment/render/target.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import { noLogs } from '../support/no-logs.ts';
import { removeTree } from '../support/remove-tree.ts';

const commands = containmentCommands({
  open: () => Promise.reject(new Error('no case is asked for')),
  files: planFiles,
  logs: noLogs,
  solver: highsSolver,
  clock: { now: () => '2026-03-19T09:00:00.000Z' as Instant },
  laboratory: netnsLaboratory,
});
const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/containment/travel-company/${name}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'matoi-transcript-'));
afterAll(() => removeTree(folder));

async function matoi(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommandLine(commands, {
    argv,
    env: {},
    streams: {
      stdout: (bytes) => void out.push(typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes)),
      stderr: (text) => void err.push(text),
      terminal: false,
    },
    stdin: async function* () {
      // Nothing is typed.
    },
  });
  return { code, out: out.join(''), err: err.join('') };
}

const planArgs = [
  'contain',
  'plan',
  '--flows',
  fixture('flows-cloud-mail.csv'),
  '--inventory',
  fixture('inventory-cloud-mail.csv'),
  '--indicators',
  fixture('indicators-day-one.csv'),
];

describe('transcript/containment', () => {
  test('plan -> render every target -> replay -> explain', async () => {
    const planned = await matoi(...planArgs, '--json');
    expect(planned.code).toBe(0);
    const plan = planSchema.parse(JSON.parse(planned.out));
    expect(plan.options.map((option) => option.id)).toEqual(['cut-known', 'isolate', 'keep-only', 'full-cut']);
    const path = join(folder, 'plan.json');
    writeFileSync(path, planned.out);

    for (const target of targets) {
      const rendered = await matoi('contain', 'render', path, '--target', target, '--option', 'keep-only', '--json');
      expect([target, rendered.code]).toEqual([target, 0]);
      const { files, rollback } = JSON.parse(rendered.out) as { files: RenderedFile[]; rollback: RenderedFile[] };
      expect(files.length).toBeGreaterThan(0);
      // What lies in the folder is what the screen shows, the block and its roll-back side by side.
      const written = join(folder, `out-${target}`);
      const toFolder = await matoi('contain', 'render', path, '--target', target, '--option', 'keep-only', '--out', written);
      expect([target, toFolder.code]).toEqual([target, 0]);
      const lying = readdirSync(written)
        .toSorted()
        .map((name) => ({ name, text: readFileSync(join(written, name), 'utf8') }));
      expect(lying).toEqual([...files, ...rollback].toSorted((a, b) => (a.name < b.name ? -1 : 1)));
    }

    // Another option in the same folder: the way back of the first may be needed still, and is not written over.
    for (const [target, inTheWay] of [
      ['fortigate', 'matoi-fortigate-undo.conf'],
      ['pan-os', 'matoi-pan-os-undo.txt'],
      ['openc2', 'matoi-openc2-undo.json'],
    ] as const) {
      const written = join(folder, `out-${target}`);
      const before = readdirSync(written).map((name) => [name, readFileSync(join(written, name), 'utf8')]);
      const again = await matoi('contain', 'render', path, '--target', target, '--option', 'cut-known', '--out', written, '--lang', 'en');
      expect([target, again.code]).toEqual([target, 2]);
      expect(again.err).toContain(inTheWay);
      expect(readdirSync(written).map((name) => [name, readFileSync(join(written, name), 'utf8')])).toEqual(before);
      const elsewhere = await matoi('contain', 'render', path, '--target', target, '--option', 'cut-known', '--out', `${written}-2`);
      const same = await matoi('contain', 'render', path, '--target', target, '--option', 'keep-only', '--out', written);
      expect([elsewhere.code, same.code]).toEqual([0, 0]);
    }
    // Where undoing is the same for every option, writing again takes nothing away.
    const table = await matoi(
      'contain',
      'render',
      path,
      '--target',
      'nftables',
      '--option',
      'cut-known',
      '--out',
      join(folder, 'out-nftables'),
    );
    expect(table.code).toBe(0);

    // A list for feeds: as it is pulled, and with the case and the day on which each entry is to go.
    const feed = join(folder, 'feed');
    const listed = ['contain', 'render', path, '--target', 'list', '--option', 'cut-known', '--lang', 'en'];
    const given = await matoi(...listed, '--case', 'C-2026-0042', '--expires', '2026-04-30', '--out', feed);
    expect(given.code).toBe(0);
    expect(given.err).toContain('Nothing takes an entry out when its time is up');
    const lines = (name: string) =>
      readFileSync(join(feed, name), 'utf8')
        .split(/\r?\n/)
        .filter((line) => line !== '');
    const { rules } = plan.options.find((option) => option.id === 'cut-known')!;
    const ranges = rules.flatMap((rule) => (rule.kind === 'address' ? [rule.range] : []));
    const feeds = { v4: lines('matoi-addresses.txt'), v6: lines('matoi-addresses-v6.txt') };
    expect(ranges.filter((range) => !feeds[range.includes(':') ? 'v6' : 'v4'].includes(range))).toEqual([]);
    const rows = lines('matoi-list.csv').map((line) => line.split(','));
    expect(rows[0]).toEqual(['action', 'type', 'value', 'expires', 'case', 'option', 'made']);
    expect(new Set(rows.slice(1).map((row) => `${row[0]} ${row[3]} ${row[4]} ${row[5]}`))).toEqual(
      new Set(['add 2026-04-30 C-2026-0042 cut-known']),
    );
    expect(lines('matoi-list-undo.csv').length).toBe(rows.length);
    const plain = await matoi(...listed, '--json');
    expect(plain.out).toContain('2026-04-18');
    expect((await matoi(...listed, '--expires', 'soon')).code).toBe(2);
    expect((await matoi(...listed, '--case', '42')).code).toBe(2);

    const cut = await matoi(
      'contain',
      'replay',
      path,
      '--option',
      'cut-known',
      '--flows',
      fixture('flows-cloud-mail.csv'),
      '--indicators',
      fixture('indicators-all.csv'),
      '--lang',
      'en',
    );
    expect([cut.code, cut.out.split('\n')[1]]).toEqual([1, 'Attack: 84 stopped, 60 pass']);
    const kept = await matoi(
      'contain',
      'replay',
      path,
      '--option',
      'keep-only',
      '--flows',
      fixture('flows-cloud-mail.csv'),
      '--indicators',
      fixture('indicators-all.csv'),
      '--lang',
      'en',
    );
    expect([kept.code, kept.out.split('\n')[1]]).toEqual([0, 'Attack: 144 stopped, 0 pass']);

    const said = await matoi('contain', 'explain', path, '--lang', 'ja');
    expect(said.out).toContain('動かし続けています');
  });

  test('without a budget nothing is within it unless nothing stays: exit 1 says so when even the best is over', async () => {
    const tight = await matoi(...planArgs, '--budget', '0', '--json');
    expect(tight.code).toBe(0);
    expect((JSON.parse(tight.out) as { recommended: { isolated: string[] } }).recommended.isolated).toEqual(['PC-sales3', 'PC-web2']);
  });

  test('a device that takes few rules: what does not fit says so, with the least that would', async () => {
    const limited = await matoi(...planArgs, '--max-rules', 'nftables=5', '--json');
    const { options } = planSchema.parse(JSON.parse(limited.out));
    const said = options.map((option) => option.residual.reasons.find((one) => one.code === 'device-limit')?.facts ?? null);
    expect(said).toEqual([null, null, { target: 'nftables', most: 5, rules: 8, least: 8 }, null]);
  });

  test.each([
    [['contain', 'plan'], 2, '--flows'],
    [
      [
        'contain',
        'plan',
        '--flows',
        '/nowhere',
        '--inventory',
        fixture('inventory-cloud-mail.csv'),
        '--indicators',
        fixture('indicators-all.csv'),
      ],
      2,
      '/nowhere',
    ],
    [['contain', 'render', fixture('inventory-cloud-mail.csv'), '--target', 'nftables'], 2, 'not JSON'],
    [['contain', 'render', '/nowhere', '--target', 'abacus'], 2, 'nftables'],
    [[...planArgs, '--names', 'magic'], 2, 'none dns sni'],
    [[...planArgs, '--max-rules', 'abacus=3'], 2, 'nftables=N'],
    [planArgs.with(3, 'logs'), 3, 'log engine'],
  ])('a wrong call %j ends with %i and says what is wrong', async (argv, code, words) => {
    const wrong = await matoi(...argv, '--lang', 'en');
    expect(wrong.code).toBe(code);
    expect(wrong.err).toContain(words);
  });

  test('a plan that was tampered with is refused before it reaches a device', async () => {
    const planned = await matoi(...planArgs, '--json');
    const path = join(folder, 'tampered.json');
    writeFileSync(path, planned.out.replaceAll('"198.51.100.66"', '"198.51.100.66; flush ruleset"'));

    const rendered = await matoi('contain', 'render', path, '--target', 'nftables', '--option', 'cut-known', '--lang', 'en');

    expect(rendered.code).toBe(2);
    expect(rendered.out).not.toContain('flush ruleset');
  });
});
