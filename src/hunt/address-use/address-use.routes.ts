// SPDX-License-Identifier: Apache-2.0
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec, Upload } from '../../edge/route.ts';
import { readerOf } from '../../kernel/apart.ts';
import type { Reading } from '../../kernel/apart.ts';
import { ok } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import type { LogEngine } from '../engine/engine.port.ts';
import { huntProblem } from '../problems.ts';
import type { Answering } from '../answering.edge.ts';
import type { SourcesResources } from '../sources/deps.ts';
import { sourcesProblem } from '../sources/problems.ts';
import type { KeepNote } from '../import/vault.port.ts';
import { endpoints } from './address-use.contract.ts';
import type { HoldersTaken } from './address-use.contract.ts';
import type { readHoldersFile } from './read-leases.ts';
import { countHolders, keepHolders } from './lease-store.ts';

const REFUSED_SHOWN = 50;
const holders = readerOf<typeof readHoldersFile>(new URL('read-leases.ts', import.meta.url), 'readHoldersFile');

/** Records of who had an address: how many there are, and more of them. */
export function holderRoutes(deps: Answering, sources: SourcesResources, changed: () => Promise<void>): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.holders,
      summary: { ja: 'アドレスの利用者が分かる記録', en: 'Records of who had an address' },
      access: mayRead,
      handle: () => deps.answer(({ engine }) => countHolders(engine)),
    }),
    route({
      ...endpoints.addHolders,
      summary: { ja: 'DHCP の貸出記録と端末の台帳を取り込む', en: 'Import DHCP leases and lists of assets' },
      access: mayWork,
      upload: { maxFiles: 20, maxBytes: 50_000_000 },
      handle: async ({ uploads, who, apart }) => {
        if (uploads.length === 0) return { problem: huntProblem('hunt.file-missing') };
        const release = await sources.desk.lock();
        if (release === null) return { problem: sourcesProblem('hunt.import-running') };
        try {
          return await deps.answer(async ({ engine }) => {
            const files: HoldersTaken['files'] = [];
            for (const upload of uploads) {
              const taken = await take(sources, engine, upload, { who: who.name, read: apart(holders) });
              if (!taken.ok) return taken;
              files.push(taken.value);
            }
            // Who had an address may make one computer of two: what was found is counted anew.
            if (files.some((one) => one.added > 0)) await changed();
            return ok({ files });
          });
        } finally {
          await release();
        }
      },
    }),
  ];
}

/** Kept as evidence too, and first: a name in an answer hangs on it. The caller holds the import lock. */
async function take(
  sources: SourcesResources,
  engine: LogEngine,
  { fileName, bytes }: Upload,
  by: { readonly who: string; readonly read: Reading<typeof readHoldersFile> },
) {
  const read = await by.read(bytes);
  const name = inertText(fileName).slice(0, 300);
  const shown = {
    name,
    sha256: sources.hash(bytes),
    format: read.format,
    leases: read.leases.length,
    assets: read.assets.length,
    refusedCount: read.refused.length,
    refused: read.refused.slice(0, REFUSED_SHOWN).map((one) => ({ line: one.line, text: inertText(one.text).slice(0, 200) })),
  };
  // What is no such record explains nothing, so nothing of it is kept.
  if (read.leases.length + read.assets.length === 0) return ok({ ...shown, added: 0 });
  await intoVault(sources, bytes, { who: by.who, zone: null, at: sources.clock.now(), name, noLinks: true });
  const stored = await keepHolders(engine, shown.sha256, read);
  return stored.ok ? ok({ ...shown, added: stored.value }) : stored;
}

async function intoVault(sources: SourcesResources, bytes: Uint8Array, note: KeepNote): Promise<void> {
  const id = await sources.journal.write(async (writing) => `I-${await writing.nextNumber('log-import')}`);
  try {
    await sources.incoming.add(id, 0, bytes);
    for await (const kept of sources.desk.vault.keep(sources.incoming.path(id), note, []))
      if (!kept.ok) throw new Error(`${kept.error.code}: ${kept.error.detail}`);
  } finally {
    await sources.incoming.remove(id);
  }
}
