// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { createOrganisationStore } from '../adapters/postgres/organisation-store.ts';
import { createNoteStore } from '../adapters/postgres/remediation-store.ts';
import type { AskedDeps } from '../remediation/asked/asked-deps.ts';
import { askedRoutes } from '../remediation/asked/asked.routes.ts';
import { tellHandler } from '../remediation/asked/tell-asked.ts';
import { chooseHandler } from '../remediation/choose.ts';
import { remediationCommands } from '../remediation/commands.ts';
import { noteRoutes } from '../remediation/notes/notes.routes.ts';
import { playbookFaults, playbookSchema } from '../remediation/playbook.ts';
import type { Playbook } from '../remediation/playbook.ts';
import { boardRoutes } from '../remediation/routes.ts';
import type { Base, OpenState, Wired } from './base/base.ts';
import { mailSetupOf } from './base/mail-setup.ts';
import { signerOf } from './base/signer.ts';
import { zoneOf } from './calendar/zone.ts';
import { gateOf } from './outbox.ts';

/** The playbooks that come with the product, and those of the organisation in `<data>/playbooks/*.yaml`; the latter win by id. */
export function readPlaybooks(dataFolder: string): readonly Playbook[] {
  return playbooksIn(filesOf(dataFolder));
}

/** The same, read anew only when a file came, went or was changed: a flood of reports asks for them with each. */
export function keptPlaybooks(dataFolder: string): () => readonly Playbook[] {
  const kept: { stand: string; playbooks: readonly Playbook[] } = { stand: '', playbooks: [] };
  return () => {
    const paths = filesOf(dataFolder);
    const stand = paths.map((path) => [path, statSync(path).mtimeMs, statSync(path).size].join(' ')).join('\n');
    if (stand !== kept.stand) Object.assign(kept, { playbooks: playbooksIn(paths), stand });
    return kept.playbooks;
  };
}

function filesOf(dataFolder: string): readonly string[] {
  return [...yamlFiles(join(import.meta.dirname, '..', 'remediation', 'playbooks')), ...yamlFiles(join(dataFolder, 'playbooks'))];
}

function playbooksIn(paths: readonly string[]): readonly Playbook[] {
  const found = new Map<string, Playbook>();
  for (const path of paths) {
    const playbook = playbookSchema.parse(parseYaml(readFileSync(path, 'utf8'), { maxAliasCount: 100 }));
    const faults = playbookFaults(playbook);
    if (faults.length > 0) throw new Error(`${path}: ${faults.join('; ')}`);
    found.set(playbook.id, playbook);
  }
  return [...found.values()];
}

function yamlFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .toSorted()
      .map((name) => join(folder, name));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw cause;
  }
}

/** What telling people of their work needs: the register of people, the gate, the desk's key, and the zone of the rota. */
function askedDeps(base: Base, opened: OpenState): AskedDeps {
  const people = createOrganisationStore(opened.database);
  const person = async (personId: string) => {
    const found = await people.find(personId);
    return found === null || found.left ? null : found;
  };
  return {
    journal: opened.journal,
    clock: base.clock,
    hash: base.hash,
    outbox: gateOf(base, opened),
    signer: signerOf(base),
    person,
    personName: async (personId) => (await person(personId))?.name ?? null,
    organisation: async () => (await people.organisation()).name,
    linkBase: mailSetupOf(opened, base).linkBase,
    zone: () => zoneOf(opened),
  };
}

/** Remediation with our playbooks and those of the data folder. */
export function wireRemediation(base: Base): Wired {
  const playbooks = keptPlaybooks(base.dataFolder);
  return {
    commands: remediationCommands({ open: base.open, clock: base.clock, hash: base.hash, playbooks: async () => playbooks() }),
    routes: (opened) => {
      const { journal, database, blobs } = opened;
      const deps = { journal, clock: base.clock, hash: base.hash };
      return [
        ...boardRoutes({ ...deps, playbooks: playbooks() }),
        ...noteRoutes({ ...deps, blobs, notes: createNoteStore(database) }),
        ...askedRoutes(askedDeps(base, opened)),
      ];
    },
    handlers: (opened) => [chooseHandler({ journal: opened.journal, clock: base.clock, playbooks }), tellHandler(askedDeps(base, opened))],
  };
}
