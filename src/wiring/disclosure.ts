// SPDX-License-Identifier: Apache-2.0
import type { checkCsaf } from '../adapters/csaf/check-csaf.ts';
import { openSigningKey } from '../adapters/openpgp/key.ts';
import { sha512 } from '../adapters/system/system.ts';
import { scoreVector } from '../adapters/cvss/cvss.ts';
import type { Proofs } from '../disclosure/advisory/directory.ts';
import { disclosureCommands } from '../disclosure/commands.ts';
import type { DisclosureDeps } from '../disclosure/deps.ts';
import { disclosureRoutes } from '../disclosure/routes.ts';
import { disclosureHandlers } from '../disclosure/watch.ts';
import { millisOf } from '../kernel/instant.ts';
import { readerOf } from '../kernel/apart.ts';
import { houseOfStatements } from './disclosure/house.ts';
import { printerOfDesk } from './exercise/marked-printer.ts';
import { passingOf } from './exercise/passing.ts';
import type { Base, OpenState, Wired } from './base/base.ts';
import { gateOf } from './outbox.ts';
import { readApart } from './threads/read-apart.ts';

const csafChecker = readerOf<typeof checkCsaf>(new URL('../adapters/csaf/check-csaf.ts', import.meta.url), 'checkCsaf');

/** Disclosure: what is said outside, and whoever keeps the contact is asked for its confirmation. */
export function wireDisclosure(base: Base): Wired {
  return {
    commands: disclosureCommands(async () => disclosureDeps(base, await base.open()), {
      checkCsaf: readApart(csafChecker),
      scoreOf: scoreVector,
      clock: base.clock,
      proofs: () => proofsOf(base),
    }),
    routes: (opened) => disclosureRoutes(disclosureDeps(base, opened), () => proofsOf(base)),
    handlers: (opened) => disclosureHandlers({ ...disclosureDeps(base, opened), outbox: gateOf(base, opened) }),
  };
}

/** What proves an advisory: hashes, and the desk's own key, which is made at its first use. */
async function proofsOf(base: Base): Promise<Proofs> {
  const seconds = Math.floor(millisOf(base.clock.now()) / 1000);
  return { sha256: (text) => base.hash(new TextEncoder().encode(text)), sha512, signer: await openSigningKey(base.dataFolder, seconds) };
}

/** What disclosure works with on an open desk. */
export function disclosureDeps(base: Base, opened: OpenState): DisclosureDeps {
  return {
    journal: opened.journal,
    blobs: opened.blobs,
    house: houseOfStatements(base, opened),
    print: printerOfDesk(base, opened),
    passing: passingOf(base, opened),
    clock: base.clock,
    hash: base.hash,
  };
}
