// SPDX-License-Identifier: Apache-2.0
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import { err, ok } from '../../../kernel/result.ts';
import type { Result } from '../../../kernel/result.ts';
import { unpacked } from './packed.ts';
import type { Packing } from './packed.ts';
import type { Member } from './unzip.ts';

type Fault = { readonly code: 'too-large' | 'broken-archive'; readonly detail: string };

/**
 * The regular files of a tar, with numbers for names: a name inside an archive is never used as a path, and links and
 * devices are left out. An archive that breaks off gives the members that stand whole before that, with `broken`.
 */
export async function untarInto(
  tar: string,
  packing: Packing,
  folder: string,
  limits: { readonly maxBytes: number; readonly maxMembers: number },
): Promise<Result<{ readonly members: readonly Member[]; readonly broken: string | null }, Fault>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const members: Member[] = [];
  const entries = extract();
  const source = unpacked(tar, packing);
  source.on('error', (error) => entries.destroy(error));
  source.pipe(entries);
  let bytes = 0;
  try {
    for await (const entry of entries) {
      if (entry.header.type !== 'file' && entry.header.type !== 'contiguous-file') {
        entry.resume();
        continue;
      }
      bytes += entry.header.size ?? 0;
      if (members.length >= limits.maxMembers) return err({ code: 'too-large', detail: `more than ${limits.maxMembers} members` });
      if (bytes > limits.maxBytes) return err({ code: 'too-large', detail: `unpacks to more than ${limits.maxBytes} bytes` });
      const path = join(folder, String(members.length));
      try {
        await pipeline(entry, createWriteStream(path, { mode: 0o600 }));
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
      members.push({ name: entry.header.name, path, modified: entry.header.mtime?.toISOString() ?? null });
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return members.length === 0 ? err({ code: 'broken-archive', detail }) : ok({ members, broken: detail });
  } finally {
    source.destroy();
  }
  return members.length === 0 ? err({ code: 'broken-archive', detail: 'no member could be read' }) : ok({ members, broken: null });
}
