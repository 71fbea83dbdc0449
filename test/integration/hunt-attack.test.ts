// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';

const root = resolve(import.meta.dirname, '../..');
const crs = resolve(root, '../shared/data/logs/crs-tests');
const absent = locateEngine(process.env) === null;

type Figures = {
  readonly families: Readonly<Record<string, { attacks: number; found: number; clean: number; called: number }>>;
  readonly whole: readonly { readonly set: string; readonly lines: number; readonly called: number; readonly top: string }[];
  readonly own: Readonly<Record<string, { readonly lines: number; readonly called: number; readonly wrong: readonly string[] }>>;
};

function prove(...args: readonly string[]): Promise<{ readonly code: number | null; readonly figures: Figures }> {
  const child = spawn(process.execPath, [join(root, 'test/prove/attack-shapes.ts'), '--json', ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const out: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  return new Promise((done) => {
    child.once('close', (code) => done({ code, figures: JSON.parse(Buffer.concat(out).toString('utf8') || '{}') as Figures }));
  });
}

describe.skipIf(absent)(absent ? 'hunt/attack (skipped: chdb is not installed in engines/chdb)' : 'hunt/attack', () => {
  it('every try of our own has a shape, no ordinary request has one', async () => {
    const { code, figures } = await prove('--data', join(root, 'absent'));
    expect(Object.values(figures.own).flatMap((one) => one.wrong)).toEqual([]);
    expect([code, figures.own['attacks.txt']?.called, figures.own['ordinary.txt']?.called]).toEqual([
      0,
      figures.own['attacks.txt']?.lines,
      0,
    ]);
  });

  it.skipIf(!existsSync(crs))(
    existsSync(crs) ? 'public sets keep their recall and their silence' : 'public sets (skipped: ../shared/data/logs/crs-tests is absent)',
    async () => {
      const { figures } = await prove();
      const share = (family: string, part: 'found' | 'called', of: 'attacks' | 'clean') => {
        const one = Object.entries(figures.families).find(([name]) => name.endsWith(family))?.[1];
        return (one?.[part] ?? 0) / (one?.[of] ?? 1);
      };
      for (const family of ['RCE', 'SQLI', 'XSS', 'PHP', 'LFI', 'GENERIC'])
        expect([family, share(family, 'found', 'attacks') > 0.9]).toEqual([family, true]);
      for (const family of ['RCE', 'SQLI', 'PHP']) expect([family, share(family, 'called', 'clean') < 0.2]).toEqual([family, true]);
      for (const one of figures.whole.filter((set) => set.set.startsWith('apache-real')))
        expect(one.called / one.lines).toBeLessThan(0.002);
      for (const one of figures.whole.filter((set) => set.set.startsWith('web-scanners'))) expect(one.top).toMatch(/^192\.168\.4\.16[34] /);
    },
  );
});
