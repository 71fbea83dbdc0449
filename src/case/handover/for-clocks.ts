// SPDX-License-Identifier: Apache-2.0
import { sightingsOf } from '../fold/hunt-sightings.ts';
import type { IncidentKind } from '../entry/triage.ts';
import type { CaseView } from '../fold/view.ts';
import type { Found } from './finding.ts';
import { machinesOf } from './from-hunt.ts';

/** Kinds in which data of people may be concerned before anything was found. */
const OF_DATA: readonly IncidentKind[] = ['data-lost', 'account-taken-over', 'ransomware', 'exposure-seen'];

/** Facts that the legal clocks start from. They answer no question of law by themselves: a person takes them over. */
export function forClocks(view: CaseView): readonly Found[] {
  const { intake, hunt, exposure, triage } = view.parts;
  const machines = machinesOf(view);
  const run = exposure.last;
  const concerned =
    machines.length > 0 || (run?.customersAffected ?? 0) > 0 || (triage.kinds?.kinds ?? []).some((kind) => OF_DATA.includes(kind));
  if (!concerned) return [];
  const found: Found[] = [];
  const add = (kind: string, value: string, seq: number, ja: string, en: string) =>
    found.push({ to: 'clocks', kind, value, text: { ja, en }, evidence: [{ type: 'entry', seq }], takenBy: 'person' });
  const [report] = intake.reports.toSorted((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
  if (report !== undefined)
    add(
      'knownAt',
      report.receivedAt,
      report.seq,
      `知った日時の候補：報告 ${report.reportId} を受け取った ${report.receivedAt}`,
      `Known at, a candidate: report ${report.reportId} was received at ${report.receivedAt}`,
    );
  const search = sightingsOf(hunt);
  const [first] = machines.map((one) => one.first).toSorted();
  if (search !== undefined && first !== undefined) {
    const last =
      machines
        .map((one) => one.last)
        .toSorted()
        .at(-1) ?? first;
    add(
      'occurred',
      first,
      search.seq,
      `ログに残る最初の通信 ${first}、最後の通信 ${last}`,
      `First contact in the logs ${first}, last ${last}`,
    );
    add('computers', String(machines.length), search.seq, `該当する端末 ${machines.length} 台`, `${machines.length} computers found`);
  }
  const out = hunt.dataOut.at(-1);
  if (out !== undefined)
    add(
      'data-out',
      out.atMostBytes === null ? 'not-checkable' : String(out.atMostBytes),
      out.seq,
      out.atMostBytes === null ? '外部への送信量は確かめられない' : `外部への送信量は多くて ${out.atMostBytes.toLocaleString('ja')} バイト`,
      out.atMostBytes === null ? 'How much went out cannot be told' : `At most ${out.atMostBytes.toLocaleString('en')} bytes went out`,
    );
  if (run !== null && run.customersAffected > 0)
    add(
      'customers',
      String(run.customersAffected),
      run.seq,
      `影響を受ける契約者 ${run.customersAffected}（本人の数とは別）`,
      `${run.customersAffected} customers affected (not the number of persons)`,
    );
  return found;
}
