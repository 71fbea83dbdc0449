// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/cli.ts';
import { wireIntake } from '../../src/wiring/intake.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'intake');

async function* piped(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from('Subject: by pipe\r\n\r\nhello'));
}

describe('transcript/intake', () => {
  const held = { desk: null as TestDesk | null };
  const matoi = async (...argv: string[]): Promise<{ code: number; out: string; err: string }> => {
    const said = { out: '', err: '' };
    const code = await runCommandLine(wireIntake((held.desk as TestDesk).base).commands ?? [], {
      argv,
      env: { MATOI_LANG: 'en' },
      streams: {
        stdout: (bytes) => void (said.out += Buffer.from(bytes).toString()),
        stderr: (text) => void (said.err += text),
        terminal: false,
      },
      stdin: piped,
    });
    return { code, ...said };
  };

  beforeAll(async () => {
    held.desk = await openTestDesk();
  });
  afterAll(() => held.desk?.close());

  it('matoi receive FOLDER --json: one document with a row for each mail', async () => {
    const { code, out } = await matoi('receive', FIXTURES, '--json');
    expect(code).toBe(0);
    const lines = JSON.parse(out) as readonly Record<string, unknown>[];
    expect(lines).toHaveLength(7);
    expect(Object.keys(lines[0] ?? {})).toEqual([
      'file',
      'sha256',
      'reportId',
      'caseId',
      'kind',
      'subject',
      'from',
      'charsetNotes',
      'again',
    ]);
    expect(lines.map((line) => line['kind'])).toEqual(['auto-reply', 'bounce', 'list', 'needs-a-human', 'report', 'report', 'report']);
    expect(lines.map((line) => line['caseId'] === null)).toEqual([true, true, true, false, false, false, false]);
  });

  it('matoi receive -: a mail from a pipe; the same again is known', async () => {
    expect((await matoi('receive', '-')).out).toBe('R-2026-00008  C-2026-0005  report  by pipe  \n');
    expect((await matoi('receive', '-')).out).toBe('R-2026-00008  C-2026-0005  report (again)  by pipe  \n');
  });

  it('matoi receive NOTHING: three sentences and exit 1; without a path exit 2', async () => {
    const absent = await matoi('receive', join(FIXTURES, 'nowhere.eml'));
    expect(absent.code).toBe(1);
    expect(absent.err).toContain('Some of what was named could not be read.\nEverything that could be read was received.\n');
    expect((await matoi('receive')).code).toBe(2);
  });

  it('matoi reports list and show', async () => {
    const list = await matoi('reports', 'list', '--kind', 'needs-a-human');
    expect(list.out).toMatch(
      /^R-2026-\d{5} {2}C-2026-\d{4} {2}new {2}needs-a-human {2}2026-11-21T05:05:00.000Z {2}×1 {2}\.\.\. {2}pgp@example\.net\n$/,
    );
    const number = list.out.slice(0, 12);
    const shown = await matoi('reports', 'show', number);
    expect(shown.out).toContain('Why this kind: needs-a-human: its content is encrypted (OpenPGP)');
    expect((await matoi('reports', 'show', number, '--raw')).out).toContain('-----BEGIN PGP MESSAGE-----');
    expect((await matoi('reports', 'show', 'R-2026-99999')).code).toBe(1);
    expect((await matoi('reports', 'list', '--kind', 'nonsense')).code).toBe(2);
    expect((await matoi('reports', 'list', '--search', 'ありえない言葉')).code).toBe(1);
  });
});
