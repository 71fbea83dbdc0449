// SPDX-License-Identifier: Apache-2.0
import { decodeTextLeniently } from '../../common/decode-text.ts';
import { readFile } from 'node:fs/promises';
import type { CommandCall, CommandSpec, ExitCode } from '../../edge/command.ts';
import type { HuntResources } from '../deps.ts';
import { data, failed, refused, takeLock, withDesk } from '../command.edge.ts';
import type { HuntCommandDeps } from '../command.edge.ts';
import { readHolders } from './read-leases.ts';
import { keepHolders } from './lease-store.ts';

/** `matoi logs holders FILE…`: takes in leases and lists of assets. */
export function holderCommands(deps: HuntCommandDeps): readonly CommandSpec[] {
  return [
    {
      path: ['logs', 'holders'],
      summary: {
        ja: 'DHCP の貸出記録（ISC、Kea、dnsmasq）と資産台帳（CSV）を取り込み、IP を端末・利用者・部署に結びます',
        en: 'Import DHCP leases (ISC, Kea, dnsmasq) and a list of assets (CSV): an address becomes a computer, a user, a department',
      },
      args: 'FILE…',
      options: { data },
      negative: { ja: '読み取れない行があった', en: 'some lines could not be read' },
      run: (call) =>
        withDesk(deps, call, async (desk) => {
          if (call.args.length === 0) return refused(call, '取り込むファイルが要ります。', 'Name files to import.');
          const release = await takeLock(call, desk);
          if (release === null) return 3;
          try {
            return await takeIn(deps, call, desk);
          } finally {
            await release();
          }
        }),
    },
  ];
}

async function takeIn(deps: HuntCommandDeps, call: CommandCall, desk: HuntResources): Promise<ExitCode> {
  let unread = 0;
  for (const file of call.args) {
    const bytes = await readFile(file).catch(() => null);
    if (bytes === null) return refused(call, `${file} を読めません。`, `${file} cannot be read.`);
    // Kept as evidence too: a name in an answer hangs on it.
    for await (const kept of desk.vault.keep(file, { who: call.operator, zone: null, at: deps.clock.now() }, [])) if (!kept.ok) unread += 1;
    const sha256 = deps.hash(bytes);
    const read = readHolders(decodeTextLeniently(bytes));
    const stored = await keepHolders(desk.engine, sha256, read);
    if (!stored.ok) return failed(call, stored.error);
    unread += read.refused.length;
    const shown = {
      file,
      sha256,
      format: read.format,
      leases: read.leases.length,
      assets: read.assets.length,
      added: stored.value,
      refused: read.refused,
    };
    if (call.format !== 'words') call.out.item(shown);
    else {
      call.out.line(`${file}: ${read.format}  ${read.leases.length} + ${read.assets.length}`);
      for (const one of read.refused) call.out.note(`? ${one.line}: ${one.text}`);
    }
  }
  return unread > 0 ? 1 : 0;
}
