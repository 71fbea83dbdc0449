// SPDX-License-Identifier: Apache-2.0
import { actorOf } from '../../edge/actor.ts';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { containmentProblem } from '../problems.ts';
import { endpoints } from './register.contract.ts';
import type { Taking } from './register.contract.ts';
import { keepTraffic } from './keep-traffic.ts';
import type { StudyDeps } from './keep-traffic.ts';
import type { TrafficRecord } from './record.ts';
import type { LogsDeps, LogsTraffic } from './traffic-from-logs.ts';

const MOST_TRAFFIC_BYTES = 200_000_000;
const TRAFFIC_SHOWN = 50;

/** Recorded traffic: a file, or what the imported logs say. */
export function trafficRoutes(deps: LogsDeps, logs: LogsTraffic): readonly RouteSpec[] {
  return [...fileRoutes(deps), ...logsRoutes(deps, logs)];
}

function fileRoutes(deps: StudyDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.traffic,
      summary: { ja: '取り込んだ通信の記録', en: 'Recorded traffic that was taken in' },
      access: mayRead,
      async handle() {
        const items = (await deps.register.traffic(TRAFFIC_SHOWN)).map((row) => ({
          ...row,
          samples: row.samples.map((line) => ({ ...line })),
        }));
        return { status: 200, body: { items } };
      },
    }),
    route({
      ...endpoints.addTraffic,
      summary: { ja: '通信の記録を取り込む（JSONL・CSV・Zeek、gz 可）', en: 'Import recorded traffic: JSONL, CSV or Zeek, gz too' },
      access: mayWork,
      upload: { maxFiles: 1, maxBytes: MOST_TRAFFIC_BYTES },
      async handle({ uploads, who }) {
        const [file] = uploads;
        if (file === undefined) return { problem: containmentProblem('containment.option-missing', { option: 'FILE' }) };
        const kept = await keepTraffic(deps, actorOf(who), { name: file.fileName, bytes: file.bytes });
        if (!kept.ok) return { problem: kept.error };
        return { status: 201, body: { ...kept.value, samples: kept.value.samples.map((line) => ({ ...line })) } };
      },
    }),
  ];
}

const rowOf = (row: TrafficRecord) => ({ ...row, samples: row.samples.map((line) => ({ ...line })) });

function takingWire(logs: LogsTraffic, now: string): Taking {
  const { running, ended } = logs.state();
  if (ended === null) return { now, running, ended: null };
  const { at, result } = ended;
  if (result.ok) return { now, running, ended: { at, traffic: rowOf(result.value), problem: null } };
  const { code, status, what, safe, next } = result.error;
  return { now, running, ended: { at, traffic: null, problem: { code, status, what, safe, next } } };
}

function logsRoutes(deps: LogsDeps, logs: LogsTraffic): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.trafficLogs,
      summary: { ja: '取り込み済みのログにある通信の期間', en: 'The days of traffic that the imported logs hold' },
      access: mayRead,
      async handle() {
        const days = await logs.days();
        return { status: 200, body: days.ok ? { days: days.value, absent: false } : { days: null, absent: true } };
      },
    }),
    route({
      ...endpoints.takingLogs,
      summary: { ja: 'ログからの取り込みの進み具合', en: 'How far taking traffic from the logs has got' },
      access: mayRead,
      handle: async () => ({ status: 200, body: takingWire(logs, deps.clock.now()) }),
    }),
    route({
      ...endpoints.takeLogs,
      summary: { ja: '取り込み済みのログを通信の記録にする', en: 'Make a record of traffic from the imported logs' },
      access: mayWork,
      async handle({ body, who }) {
        if (!logs.begin(actorOf(who), body.lastDays)) return { problem: containmentProblem('containment.already-taking', {}) };
        return { status: 202, body: takingWire(logs, deps.clock.now()) };
      },
    }),
  ];
}
