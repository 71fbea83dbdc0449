// SPDX-License-Identifier: Apache-2.0
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /[.](js|css|svg|json)$/;
/** Below this a packet is a packet. */
const SMALL = 1000;

/** Writes file.br and file.gz beside every text of the build; the server hands out what the browser accepts, and packs nothing itself. */
export function precompress(): Plugin {
  return {
    name: 'matoi-precompress',
    apply: 'build',
    async writeBundle({ dir = '' }) {
      const files = await readdir(dir, { recursive: true, withFileTypes: true });
      await Promise.all(
        files.filter((file) => file.isFile() && TEXT.test(file.name)).map((file) => pack(join(file.parentPath, file.name))),
      );
    },
  };
}

async function pack(file: string): Promise<void> {
  const bytes = await readFile(file);
  if (bytes.length < SMALL) return;
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
    promisify(gzip)(bytes, { level: 9 }),
  ]);
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
}
