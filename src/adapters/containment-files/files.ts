// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip, gunzipSync } from 'node:zlib';
import { decodeTextLeniently } from '../../common/decode-text.ts';
import type { PlanFiles } from '../../containment/plan/files.port.ts';

/** A packed table may not unfold into more than this. */
const MOST_BYTES = 1 << 29;

export const planFiles: PlanFiles = {
  async text(path) {
    const bytes = await readFile(path);
    return decodeTextLeniently(path.endsWith('.gz') ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes);
  },
  bytes: (path) => readFile(path),
  async *lines(path) {
    const source = createReadStream(path);
    const stream = path.endsWith('.gz') ? source.pipe(createGunzip()) : source;
    // pipe() does not pass a read error on; without this a missing .gz would wait for ever.
    source.on('error', (error) => stream.destroy(error));
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) yield line;
  },
  async existing(path) {
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  },
  async write(path, content) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content, { mode: 0o600 });
  },
};
