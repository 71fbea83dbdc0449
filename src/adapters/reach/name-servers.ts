// SPDX-License-Identifier: Apache-2.0
import { Resolver } from 'node:dns/promises';

/** Codes by which a name server has answered that there is nothing: it works (c-ares). */
const ANSWERS = new Set(['ENOTFOUND', 'ENODATA']);

/** Asks this machine's name servers (or `servers`) for those of the root, within 2.4 s; the error where none answers with sense, else null. */
export async function askNameServers(servers?: readonly string[]): Promise<Error | null> {
  const resolver = new Resolver({ timeout: 800, tries: 2 });
  if (servers !== undefined) resolver.setServers(servers);
  try {
    await resolver.resolve('.', 'NS');
    return null;
  } catch (cause) {
    return ANSWERS.has((cause as { code?: string }).code ?? '') ? null : (cause as Error);
  }
}
