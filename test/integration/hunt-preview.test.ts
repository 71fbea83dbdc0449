// SPDX-License-Identifier: Apache-2.0
// What a preview shows is what an import does with the same bytes, and a look leaves nothing behind.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { previewFile } from '../../src/hunt/import/preview.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { engineAbsent, readingLogs, withEngine } from '../support/reading-logs.ts';

const FOLDER = 'fixtures/hunt/formats';
const wide = (bytes: Buffer) => Buffer.from(`\ufeff${bytes.toString('utf8')}`, 'utf16le');
const samples: readonly (readonly [string, Buffer])[] = [
  ...readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name))] as const),
  ...['windows.xml', 'entra-sign-in.json', 'event-viewer-ja.csv', 'haproxy.log'].flatMap((name) => {
    const bytes = readFileSync(join(FOLDER, name));
    return [
      [`${name}, packed`, gzipSync(bytes)],
      [`${name}, UTF-16`, wide(bytes)],
    ] as const;
  }),
];

describe.skipIf(engineAbsent)(withEngine('hunt/preview'), () => {
  const logs = readingLogs();
  afterAll(() => logs.close());

  it.each(samples)('%s: read as the import reads it', async (_, bytes) => {
    const shown = unwrap(await previewFile(logs.deps, logs.write(bytes), { zone: null, format: null }));
    const work = join(logs.work, 'vault', 'work');
    expect(existsSync(work) ? readdirSync(work) : []).toEqual([]);
    const done = await logs.take(bytes);
    expect(shown.format).toBe(done.format);
    const refused = new Map((await logs.reasons(done)).filter(([line]) => line <= 10));
    expect(
      new Map(shown.lines.filter(({ reject, line }) => reject !== '' && line <= 10).map(({ line, reject }) => [line, reject])),
    ).toEqual(refused);
    expect(shown.lines.filter(({ reject }) => reject === '').length).toBeGreaterThan(0);
  });
});
