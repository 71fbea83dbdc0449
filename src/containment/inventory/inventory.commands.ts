// SPDX-License-Identifier: Apache-2.0
import type { CommandSpec } from '../../edge/command.ts';
import { inertText } from '../../kernel/text.ts';
import { fail, flowOptions, readFlows } from '../traffic/flows.commands.ts';
import type { FlowCommandDeps } from '../traffic/flows.commands.ts';
import { draftInventory } from '../traffic/inventory-draft.ts';
import { importFormats, importInventory } from './inventory-import.ts';
import { containmentProblem } from '../problems.ts';
import { readInventoryFile } from '../plan/read-inputs.ts';

/** `matoi contain draft|import`: an inventory from traffic, and published lists. */
export function inventoryCommands(deps: FlowCommandDeps): readonly CommandSpec[] {
  return [draftCommand(deps), importCommand(deps)];
}

function draftCommand(deps: FlowCommandDeps): CommandSpec {
  return {
    path: ['contain', 'draft'],
    summary: {
      ja: '通信の記録から台帳の下書きを作る（35日以上が望ましい）',
      en: 'Draft the inventory from recorded traffic (35 days or more)',
    },
    args: '',
    options: {
      ...flowOptions,
      inventory: { type: 'string', value: 'FILE', about: { ja: 'すでにある台帳', en: 'The inventory that exists already' } },
    },
    async run(call) {
      const flows = await readFlows(deps, call);
      if (!flows.ok) return fail(call, flows.error);
      const path = call.text('inventory');
      const inventory = path === undefined ? null : await readInventoryFile(deps.files, path);
      if (inventory !== null && !inventory.ok) return fail(call, inventory.error);
      const draft = draftInventory(
        flows.value.table,
        inventory === null ? { services: [], nameEnforcement: 'none' } : inventory.value.inventory,
      );
      if (call.format !== 'words') call.out.json(draft);
      else {
        call.out.line(
          call.lang === 'ja'
            ? `${draft.days} 日分、候補 ${draft.proposals.length} 件、名前のない通信 ${Math.round(draft.unnamedShare * 1000) / 10} %`
            : `${draft.days} days, ${draft.proposals.length} proposals, ${Math.round(draft.unnamedShare * 1000) / 10} % without a name`,
        );
        for (const one of draft.proposals)
          call.out.line(
            `  ${inertText(one.name)} ${one.users} ${one.departments.map((department) => inertText(department)).join('/')} ${one.flags.join(' ')}`,
          );
      }
      return 0;
    },
  };
}

function importCommand(deps: FlowCommandDeps): CommandSpec {
  return {
    path: ['contain', 'import'],
    summary: { ja: '公開されている一覧を台帳の項目にする', en: 'Turn a published list into inventory entries' },
    args: 'FILE',
    options: {
      format: { type: 'string', value: 'F', about: { ja: importFormats.join(' '), en: importFormats.join(' ') } },
      region: { type: 'string', value: 'R', about: { ja: 'AWS のリージョン', en: 'AWS region' } },
      service: { type: 'string', value: 'S', about: { ja: 'AWS のサービス名', en: 'AWS service' } },
    },
    async run(call) {
      const [path] = call.args;
      const format = importFormats.find((one) => one === call.text('format'));
      if (format === undefined)
        return fail(
          call,
          containmentProblem('containment.unknown-choice', {
            what: '--format',
            given: call.text('format') ?? '',
            choices: importFormats.join(' '),
          }),
        );
      if (path === undefined) return fail(call, containmentProblem('containment.option-missing', { option: 'FILE' }));
      let text: string;
      try {
        text = await deps.files.text(path);
      } catch {
        return fail(call, containmentProblem('containment.file-unreadable', { file: path }));
      }
      const imported = importInventory(format, text, {
        source: path,
        region: call.text('region') ?? null,
        service: call.text('service') ?? null,
      });
      if (!imported.ok) return fail(call, containmentProblem('containment.input-refused', { file: path, why: imported.error }));
      for (const one of imported.value.refused) call.out.note(`${one.line}: ${inertText(`${one.field}: ${one.value}`)}`);
      call.out.json({ services: imported.value.services });
      return 0;
    },
  };
}
