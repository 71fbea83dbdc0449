// SPDX-License-Identifier: Apache-2.0
import { mayRelease } from '../../edge/role.ts';
import { tlps } from '../../case/entry/case.ts';
import { callerOf } from '../../edge/actor.ts';
import { readsCase } from '../../edge/command.ts';
import type { CommandSpec } from '../../edge/command.ts';
import { parseCaseId } from '../../journal/stream.ts';
import { ProblemError } from '../../kernel/problem.ts';
import type { DisclosureDeps } from '../deps.ts';
import { disclosureProblem } from '../problems.ts';
import { sharePackage } from './share.ts';

/** `matoi statement share`. */
export function sharingCommands(open: () => Promise<DisclosureDeps>): readonly CommandSpec[] {
  return [
    {
      path: ['statement', 'share'],
      summary: {
        ja: '共有する技術情報（痕跡情報・時刻・侵入経路。名前と被害は含まない）を STIX 2.1 で取り出します。取り出したことは記録され、どこにも送りません',
        en: 'Take out indicators, times and way in as STIX 2.1, without names or damage; it is recorded and sent nowhere',
      },
      args: 'CASE',
      options: { tlp: { type: 'string', value: 'TLP', about: { ja: tlps.join(' '), en: tlps.join(' ') } } },
      reads: readsCase,
      releases: () => mayRelease.statement,
      async run(call) {
        const caseId = parseCaseId(call.args[0] ?? '');
        const tlp = tlps.find((one) => one === call.text('tlp')?.toUpperCase());
        if (caseId === null || call.args.length !== 1 || tlp === undefined) {
          call.out.problem(disclosureProblem('disclosure.wrong-call', { wanted: `matoi statement share CASE --tlp ${tlps.join('|')}` }));
          return 2;
        }
        const done = await sharePackage(await open(), callerOf(call), caseId, tlp);
        if (!done.ok) throw new ProblemError(done.error);
        call.out.json(done.value);
        return 0;
      },
    },
  ];
}
