// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contains, parseAddress, parseRange } from '../../common/address/ip-range.ts';
import type { OfHosting } from '../../notification/page/suspect.ts';

/** Networks of machines, one a line, in `<data>/notices/hosting-networks.txt`; null where the organisation has no such file. */
export function hostingNetworks(dataFolder: string): OfHosting {
  return async (address) => {
    const text = await readFile(join(dataFolder, 'notices', 'hosting-networks.txt'), 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return null;
      throw cause;
    });
    const own = parseAddress(address);
    if (text === null || own === null) return null;
    const networks = text.split('\n').flatMap((line) => parseRange(line.replace(/#.*$/, '').trim()) ?? []);
    return networks.some((network) => contains(network, own));
  };
}
