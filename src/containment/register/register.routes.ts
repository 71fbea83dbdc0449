// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayAdminister, mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { readerOf } from '../../kernel/apart.ts';
import type { Result } from '../../kernel/result.ts';
import type { Problem } from '../../kernel/problem.ts';
import { containmentProblem } from '../problems.ts';
import { addService, changeService, decideService, removeService, setNamePoint } from './change-service.ts';
import { endpoints, importQuery } from './register.contract.ts';
import { importServices } from './import-services.ts';
import { indicatorList } from '../attack/list-reader.ts';
import type { readServices } from '../inventory/read-services.ts';
import type { Passing } from '../../outbox/passing.port.ts';
import type { StudyDeps } from './keep-traffic.ts';
import { inventoryOf, readinessOf } from './readiness.ts';
import { openAttacks } from './open-attacks.ts';
import type { ServiceRecord } from './record.ts';
import { briefWire, draftWire, readFields, readinessWire, serviceRow, servicesCsv, serviceWire } from './register.view.ts';

const one = z.object({ serviceId: z.string().regex(/^[A-Za-z0-9._-]{1,120}$/) });
const MOST_LIST_BYTES = 50_000_000;
const services = readerOf<typeof readServices>(new URL('../inventory/read-services.ts', import.meta.url), 'readServices');
/** The first page of the desk does not wait for a replay. */
const PATIENCE_MILLIS = 250;

export type RegisterRouteDeps = StudyDeps & { readonly gateways: readonly string[]; readonly passing: Passing };

/** Routes over the inventory of services and readiness. */
export function registerRoutes(deps: RegisterRouteDeps): readonly RouteSpec[] {
  return [...reads(deps), ...changes(deps), ...lists(deps), ...readinessRoutes(deps)];
}

function versionOf(ifMatch: string | null): number {
  return ifMatch !== null && /^\d{1,9}$/.test(ifMatch) ? Number(ifMatch) : 0;
}

function serviceReply(result: Result<ServiceRecord, Problem>) {
  if (!result.ok) return { problem: result.error };
  return { status: 200, body: serviceWire(result.value), etag: String(result.value.version) } as const;
}

function reads(deps: RegisterRouteDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.services,
      summary: { ja: 'サービスの台帳', en: 'The inventory of services' },
      access: mayRead,
      async handle() {
        const { services, nameEnforcement } = await inventoryOf(deps);
        return { status: 200, body: { items: services.map(serviceRow), names: nameEnforcement } };
      },
    }),
    route({
      ...endpoints.service,
      summary: { ja: '台帳の一件', en: 'One service of the inventory' },
      access: mayRead,
      params: one,
      async handle({ params }) {
        const found = await deps.register.service(params.serviceId);
        return serviceReply(
          found === null ? { ok: false, error: containmentProblem('containment.no-such-service', params) } : { ok: true, value: found },
        );
      },
    }),
    route({
      ...endpoints.exportServices,
      summary: { ja: '台帳の書き出し', en: 'Export the inventory as CSV' },
      access: mayRead,
      handle: async () => ({
        status: 200,
        raw: servicesCsv(await deps.register.services()),
        contentType: 'text/csv; charset=utf-8',
        headers: { 'content-disposition': 'attachment; filename="services.csv"' },
      }),
    }),
  ];
}

function changes(deps: RegisterRouteDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.addService,
      summary: { ja: 'サービスを台帳に加える（まだ決めない）', en: 'Add a service, undecided' },
      access: mayWork,
      async handle({ body, who }) {
        const fields = readFields(body, null, deps.clock.now().slice(0, 10));
        if ('wrong' in fields) return { problem: unreadable(fields.wrong) };
        const added = await addService(deps, actorOf(who), fields);
        return { status: 201, body: serviceWire(added), etag: String(added.version) };
      },
    }),
    route({
      ...endpoints.changeService,
      summary: { ja: '台帳の一件を書き直す（決定は変えない）', en: 'Change a service; its decision stays' },
      access: mayWork,
      params: one,
      async handle({ params, body, who, ifMatch }) {
        const before = await deps.register.service(params.serviceId);
        const fields = readFields(body, before, deps.clock.now().slice(0, 10));
        if ('wrong' in fields) return { problem: unreadable(fields.wrong) };
        return serviceReply(await changeService(deps, actorOf(who), params.serviceId, versionOf(ifMatch), fields));
      },
    }),
    route({
      ...endpoints.decideService,
      summary: { ja: '止めるか残すかを、名前を付けて決める', en: 'Decide by name: stop or keep' },
      access: ['administrator', 'manager'],
      params: one,
      async handle({ params, body, who, ifMatch }) {
        if (who.machine) return { problem: containmentProblem('containment.needs-a-person', {}) };
        return serviceReply(await decideService(deps, actorOf(who), params.serviceId, versionOf(ifMatch), body));
      },
    }),
    route({
      ...endpoints.removeService,
      summary: { ja: '台帳から外す（記録は残る）', en: 'Take a service out of the inventory; the record stays' },
      access: mayWork,
      params: one,
      async handle({ params, body, who }) {
        const removed = await removeService(deps, actorOf(who), params.serviceId, body.reason);
        return removed.ok ? { status: 204 } : { problem: removed.error };
      },
    }),
    route({
      ...endpoints.serviceSettings,
      summary: { ja: '名前で止められる場所を決める', en: 'Where names can be enforced' },
      access: mayAdminister,
      async handle({ body, who }) {
        await setNamePoint(deps, actorOf(who), body.names);
        return { status: 200, body };
      },
    }),
  ];
}

function unreadable(wrong: readonly string[]): Problem {
  return containmentProblem('containment.input-refused', { file: wrong.slice(0, 5).join(' '), why: 'name, address or port' });
}

function lists(deps: RegisterRouteDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.importServices,
      summary: { ja: '一覧を台帳に取り込む（CSV・Microsoft 365・AWS・MISP）', en: 'Import a list: CSV, Microsoft 365, AWS, MISP' },
      access: mayWork,
      upload: { maxFiles: 1, maxBytes: MOST_LIST_BYTES },
      query: importQuery,
      async handle({ uploads, query, who, apart }) {
        const [file] = uploads;
        if (file === undefined) return { problem: containmentProblem('containment.option-missing', { option: 'FILE' }) };
        const { format, region = null, service = null } = query;
        const given = { name: file.fileName, bytes: file.bytes, format, region, service };
        const imported = await importServices(deps, actorOf(who), given, apart(services));
        if (!imported.ok) return { problem: imported.error };
        return { status: 200, body: { ...imported.value, refused: imported.value.refused.map((row) => ({ ...row })) } };
      },
    }),
  ];
}

function readinessRoutes(deps: RegisterRouteDeps): readonly RouteSpec[] {
  const readiness = readinessOf(deps);
  return [
    route({
      ...endpoints.readiness,
      summary: { ja: '「今日起きたら」：今の台帳と通信から', en: '“If it happened today”, from today’s inventory and traffic' },
      access: mayRead,
      handle: async () => ({ status: 200, body: readinessWire(await readiness(), deps.clock.now(), deps.gateways) }),
    }),
    route({
      ...endpoints.readinessBrief,
      summary: { ja: '備えの要点と次の一手', en: 'Readiness in a few numbers, with the next step' },
      access: mayRead,
      handle: async () => ({ status: 200, body: briefWire(await readiness(PATIENCE_MILLIS), deps.clock.now()) }),
    }),
    route({
      ...endpoints.draft,
      summary: { ja: '通信から作った台帳の下書き', en: 'A draft of the inventory, from traffic' },
      access: mayRead,
      async handle({ apart }) {
        const draft = draftWire(await readiness(), await openAttacks(deps, apart(indicatorList)));
        return draft === null ? { problem: containmentProblem('containment.not-prepared', {}) } : { status: 200, body: draft };
      },
    }),
  ];
}
