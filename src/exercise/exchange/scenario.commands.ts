// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { decodeText } from '../../common/decode-text.ts';
import type { CommandCall, CommandSpec, ExitCode } from '../../edge/command.ts';
import { ProblemError } from '../../kernel/problem.ts';
import { inertText } from '../../kernel/text.ts';
import { importFile } from './import-file.ts';
import { exportMsel } from './msel.ts';
import { scenarioProblem } from '../scenario/problems.ts';
import { checkScenario } from '../scenario/faults.ts';
import type { Fault } from '../scenario/faults.ts';
import { lintScenario } from '../scenario/lint.ts';
import type { ScenarioText, Tree } from '../scenario/scenario-text.port.ts';
import { scenarioSchema } from '../scenario/scenario.ts';

type Deps = { readonly scenarioText: ScenarioText };

/** `matoi exercise check|lint|import|export|schema`: no desk is opened. */
export function scenarioCommands(deps: Deps): readonly CommandSpec[] {
  return [checkCommand(deps, false), checkCommand(deps, true), importCommand(deps), exportCommand(deps), schemaCommand()];
}

function checkCommand({ scenarioText }: Deps, quality: boolean): CommandSpec {
  return {
    path: ['exercise', quality ? 'lint' : 'check'],
    summary: quality
      ? { ja: '訓練のシナリオの誤りと、質の注意を挙げます', en: 'List what is wrong with a scenario, and what makes it weak' }
      : { ja: '訓練のシナリオを確かめます', en: 'Check a scenario' },
    args: 'FILE.yaml',
    options: {},
    negative: quality ? { ja: '誤りか注意がある', en: 'something is wrong or weak' } : { ja: '誤りがある', en: 'something is wrong' },
    async run(call) {
      const { file, tree, faults: torn } = await treeOf(scenarioText, call);
      const checked = tree === null ? { scenario: null, faults: torn } : checkScenario(tree);
      const weak = checked.scenario === null || !quality ? [] : lintScenario(checked.scenario);
      const warnings = weak.map(({ code, at, text }) => ({ code, line: tree?.lineOf(at) ?? 1, path: at.join('.'), text }));
      if (call.format !== 'words') call.out.json({ file, faults: checked.faults, ...(quality ? { warnings } : {}) });
      else {
        for (const { line, what, suggestion } of checked.faults)
          call.out.line(
            `${file}:${line}: ${inertText(what[call.lang])}${suggestion === null ? '' : ` ${inertText(suggestion[call.lang])}`}`,
          );
        for (const { line, code, text } of warnings) call.out.line(`${file}:${line}: ${inertText(text[call.lang])} [${code}]`);
        if (checked.faults.length + warnings.length === 0)
          call.out.line({ ja: `${file}：誤りはありません`, en: `${file}: nothing is wrong` }[call.lang]);
      }
      return checked.faults.length + warnings.length === 0 ? 0 : 1;
    },
  };
}

function importCommand({ scenarioText }: Deps): CommandSpec {
  return {
    path: ['exercise', 'import'],
    summary: {
      ja: 'MSEL（CSV）・CEXF・OpenAEV を YAML のシナリオにして出力します',
      en: 'Turn MSEL (CSV), CEXF or OpenAEV into a scenario in YAML',
    },
    args: 'FILE',
    options: {},
    negative: { ja: '取り込めるものがなかった', en: 'nothing could be carried' },
    async run(call) {
      const { file, text } = await textOf(call);
      const imported = importFile(text, basename(file).replace(/\.[a-z]{1,5}$/i, ''));
      if (imported === null) throw new ProblemError(scenarioProblem('scenario.format-unknown', undefined, { file }));
      const { scenario, notCarried, format } = imported;
      const yaml = scenario === null ? null : scenarioText.write(scenario);
      if (call.format !== 'words') call.out.json({ file, format, scenario, notCarried });
      else {
        if (yaml !== null) call.out.bytes(new TextEncoder().encode(yaml));
        for (const { row, what } of notCarried) call.out.note(`${row}: ${inertText(what[call.lang])}`);
      }
      return scenario === null ? 1 : 0;
    },
  };
}

function exportCommand({ scenarioText }: Deps): CommandSpec {
  return {
    path: ['exercise', 'export'],
    summary: { ja: 'シナリオを MSEL（CSV）にして出力します', en: 'Write a scenario as an MSEL sheet (CSV)' },
    args: 'FILE.yaml',
    options: {},
    negative: { ja: '誤りがある', en: 'something is wrong' },
    async run(call): Promise<ExitCode> {
      const { file, tree, faults } = await treeOf(scenarioText, call);
      const checked = tree === null ? { scenario: null, faults } : checkScenario(tree);
      if (checked.scenario === null) {
        for (const { line, what } of checked.faults) call.out.note(`${file}:${line}: ${inertText(what[call.lang])}`);
        return 1;
      }
      call.out.bytes(new TextEncoder().encode(`\ufeff${exportMsel(checked.scenario, call.lang)}`));
      return 0;
    },
  };
}

function schemaCommand(): CommandSpec {
  return {
    path: ['exercise', 'schema'],
    summary: { ja: 'シナリオの JSON Schema を出力します', en: 'Print the JSON schema of scenarios' },
    args: '',
    options: {},
    run: async (call) => (call.out.json(scenarioJsonSchema()), 0),
  };
}

/** What an editor checks a scenario by (JSON Schema 2020-12). */
export function scenarioJsonSchema(): unknown {
  return z.toJSONSchema(scenarioSchema, { io: 'input' });
}

type Read = { readonly file: string; readonly tree: Tree | null; readonly faults: readonly Fault[] };

async function treeOf(scenarioText: ScenarioText, call: CommandCall): Promise<Read> {
  const { file, text } = await textOf(call);
  const read = scenarioText.read(text);
  if (read.ok) return { file, tree: read.value, faults: [] };
  const { line, detail } = read.error;
  const what = { ja: `YAML として読めません：${detail}`, en: `It is no YAML: ${detail}` };
  return { file, tree: null, faults: [{ line, path: '', what, suggestion: null }] };
}

async function textOf(call: CommandCall): Promise<{ readonly file: string; readonly text: string }> {
  const [file] = call.args;
  if (file === undefined || call.args.length > 1) throw new ProblemError(scenarioProblem('scenario.one-file'));
  const bytes = await readFile(file).catch(() => null);
  const text = bytes === null || bytes.length > MOST_BYTES ? undefined : decodeText(bytes)?.text;
  if (text === undefined) throw new ProblemError(scenarioProblem('scenario.file-not-readable', undefined, { file }));
  return { file, text };
}

const MOST_BYTES = 5_000_000;
