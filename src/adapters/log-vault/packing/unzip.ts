// SPDX-License-Identifier: Apache-2.0
import { createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Unzip, UnzipInflate } from 'fflate';
import { err, ok } from '../../../kernel/result.ts';
import type { Result } from '../../../kernel/result.ts';

/** `modified`: when the member was written, where the archive says it in a known zone. */
export type Member = { readonly name: string; readonly path: string; readonly modified: string | null };
type Fault = { readonly code: 'too-large' | 'broken-archive'; readonly detail: string };

/**
 * Members of a zip as files with numbers for names: a name inside an archive is never used as a path. Bounded in
 * members and unpacked bytes; archives inside archives stay as they are and are read as one more input.
 */
export async function unzipInto(
  zip: string,
  folder: string,
  limits: { readonly maxBytes: number; readonly maxMembers: number },
): Promise<Result<readonly Member[], Fault>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const members: Member[] = [];
  const writing: Promise<void>[] = [];
  let unpacked = 0;
  let packed = 0;
  let fault: Fault | null = null;
  const unzip = new Unzip((file) => {
    if (file.name.endsWith('/')) return;
    if (members.length >= limits.maxMembers) {
      fault = { code: 'too-large', detail: `more than ${limits.maxMembers} members` };
      return;
    }
    const path = join(folder, String(members.length));
    const out: WriteStream = createWriteStream(path, { mode: 0o600 });
    // A zip says local times without their zone: the archive's own time stands for them.
    members.push({ name: file.name, path, modified: null });
    writing.push(new Promise((resolve) => out.once('close', () => resolve())));
    file.ondata = (error, data, final) => {
      if (error !== null) fault ??= { code: 'broken-archive', detail: error.message };
      else {
        unpacked += data.length;
        if (unpacked > limits.maxBytes || (unpacked > 2 ** 28 && unpacked > packed * 300))
          fault ??= { code: 'too-large', detail: `unpacks to more than is allowed (${unpacked} bytes)` };
        else out.write(data);
      }
      if (final || fault !== null) out.end();
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for await (const chunk of createReadStream(zip, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
      packed += chunk.length;
      unzip.push(chunk);
      if (fault !== null) break;
    }
    if (fault === null) unzip.push(new Uint8Array(0), true);
  } catch (error) {
    fault ??= { code: 'broken-archive', detail: error instanceof Error ? error.message : String(error) };
  }
  if (fault !== null) return err(fault);
  if (members.length === 0) return err({ code: 'broken-archive', detail: 'no member could be read' });
  await Promise.all(writing);
  return ok(members);
}
