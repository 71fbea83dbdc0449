// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { createNoteStore } from '../adapters/postgres/remediation-store.ts';
import { parseCaseId } from '../journal/stream.ts';
import { remediationCommands } from '../remediation/commands.ts';
import { direct } from '../remediation/direct.ts';
import { noteRoutes } from '../remediation/notes/routes.ts';
import { playbookFaults, playbookSchema } from '../remediation/playbook.ts';
import type { Playbook } from '../remediation/playbook.ts';
import { boardRoutes } from '../remediation/routes.ts';
import { CHOOSE } from '../remediation/watch.ts';
import type { Base, Wired } from './base.ts';

/** The playbooks that come with the product, and those of the organisation in `<data>/playbooks/*.yaml`; the latter win by id. */
export function readPlaybooks(dataFolder: string): readonly Playbook[] {
  const own = yamlFiles(join(dataFolder, 'playbooks'));
  const found = new Map<string, Playbook>();
  for (const path of [...yamlFiles(join(import.meta.dirname, '..', 'remediation', 'playbooks')), ...own]) {
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

export function wireRemediation(base: Base): Wired {
  const playbooks = (): readonly Playbook[] => readPlaybooks(base.dataFolder);
  return {
    commands: remediationCommands({ open: base.open, clock: base.clock, hash: base.hash, playbooks: async () => playbooks() }),
    routes: ({ journal, database, blobs }) => {
      const deps = { journal, clock: base.clock, hash: base.hash };
      return [...boardRoutes({ ...deps, playbooks: playbooks() }), ...noteRoutes({ ...deps, blobs, notes: createNoteStore(database) })];
    },
    handlers: ({ journal }) => [
      {
        name: CHOOSE,
        async run(data) {
          const caseId = parseCaseId(String(data['caseId']));
          const view = caseId === null ? null : await journal.view(caseId);
          // A person was quicker, or the task ran before.
          if (caseId === null || view === null || view.parts.remediation.playbook !== null) return;
          const order = { do: 'choose-playbook', playbookId: String(data['playbookId']), reason: '' } as const;
          await direct({ journal, clock: base.clock, playbooks: playbooks() }, caseId, { type: 'machine', name: 'remediation' }, order);
        },
      },
    ],
  };
}
