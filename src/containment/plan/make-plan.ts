// SPDX-License-Identifier: Apache-2.0
import { parseAddress, parseRange } from '../../common/address/ip-range.ts';
import { findAttack } from '../attack/attack.ts';
import { classify } from '../traffic/classify.ts';
import type { Classes } from '../traffic/classify.ts';
import { solveCut } from '../optimise/cut.ts';
import type { Cut } from '../optimise/cut.ts';
import { rangesOf } from '../traffic/destination.ts';
import { checkLimits, fitPolicy } from './device-limits.ts';
import type { DeviceLimits, Fit } from './device-limits.ts';
import { gatherEvidence } from '../attack/evidence.ts';
import { inOrder } from '../traffic/flow.ts';
import type { FlowTable } from '../traffic/flow.ts';
import { frontEntry } from './front-entry.ts';
import { paretoFront } from '../optimise/pareto.ts';
import type { Indicator } from '../attack/indicator.ts';
import type { NotRead } from '../attack/not-read.ts';
import { internalRanges } from '../inventory/inventory.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { collectLosses } from '../optimise/losses.ts';
import { buildModel } from '../optimise/model.ts';
import type { Model } from '../optimise/model.ts';
import { optionIds } from './option.ts';
import { describeOption, needsOf } from './option-sheet.ts';
import type { Plan, PlanOption } from './plan.ts';
import { allowRules, hostAddresses, pathRules, policy, rulesOfCut } from '../policy/policies.ts';
import type { Knowledge } from '../policy/policies.ts';
import { ownNames, ownNamesRule } from '../policy/own-names.ts';
import { rangeIndex } from '../address/range-index.ts';
import type { Refused } from '../inventory/read-inventory.ts';
import { findOverlaps, grouped, metInsideKept, protectedAddresses } from '../attack/overlap.ts';
import { inputReasons } from '../policy/input-reasons.ts';
import { commonReasons } from '../policy/option-reasons.ts';
import { reason } from '../policy/reason.ts';
import { replay } from '../replay/replay.ts';
import type { Policy, Rule } from '../policy/rule.ts';
import { decider } from '../policy/verdict.ts';

export type PlanRequest = {
  readonly table: FlowTable;
  readonly inventory: Inventory;
  readonly indicators: readonly Indicator[];
  /** ISO 8601; ages of lists are counted to it. */
  readonly now: string;
  readonly refusedLines: number;
  /** What of the inputs was not understood; said in the plan. */
  readonly notRead?: { readonly indicators: readonly NotRead[]; readonly inventory: readonly Refused[] };
  /** Share of today's risk that may stay, 0..1. */
  readonly budgetShare: number;
  /** At most this many points of the front. */
  readonly points: number;
  /** What devices take; none when absent. */
  readonly devices?: DeviceLimits;
};

/** Lines that were not understood are written out in the plan up to here; counted are all. */
const MOST_NOT_READ = 500;
/** λ at which every known attack flow is worth covering. */
const COVER_ALL = 1e6;

/** From recorded traffic, inventory and indicators to four options, the front between them, and the reasons. */
export function makePlan(asked: PlanRequest): Plan {
  const request = { ...asked, table: inOrder(asked.table) };
  const { table, inventory, indicators } = request;
  const classes = classify(inventory, table);
  const attack = findAttack(table, indicators, classes, inventory);
  const evidence = gatherEvidence(table, attack, classes);
  const knowledge = know(request, classes, attack);
  const neverIsolate = new Set([...knowledge.hides, ...respondersOf(table, inventory)]);
  const isProtected = protectedAddresses(inventory);
  const neverCut = new Set(
    rangesOf(table).flatMap((range, id) => (range !== null && attack.badAddress[id] === 0 && isProtected(range) ? [id] : [])),
  );
  const base = { names: inventory.nameEnforcement, neverIsolate, neverCut };

  const losses = collectLosses(table, attack, classes);
  // Default allow: the known destinations only, then with isolation.
  const known = buildModel(attack, losses, attack.flows, { ...base, mayIsolate: false, openShare: 0 });
  const open = buildModel(attack, losses, attack.flows, { ...base, mayIsolate: true, openShare: 1 });
  const devices = request.devices ?? { limits: [], solver: null };
  const fit = (model: Model, lambda: number, cut: Cut, base: 'allow' | 'deny', allowed: readonly Rule[]): Fit =>
    fitPolicy(
      {
        instance: model.instance,
        lambda,
        cut,
        policyOf: (chosen, precautions) => policy(knowledge, base, [...allowed, ...rulesOfCut(knowledge, model, chosen, precautions)]),
      },
      devices,
    );
  const cutKnown = fit(known, COVER_ALL, solveCut(known.instance, COVER_ALL), 'allow', []);
  const isolate = policy(knowledge, 'allow', isolateRules(knowledge, neverIsolate));

  // Default deny: what the inventory keeps, and of the attack only what rides on it.
  const allows = allowRules(knowledge);
  const closedDecider = decider(policy(knowledge, 'deny', allows));
  const riding = attack.flows.filter((flow) => {
    const dst = table.addresses[flow.address] ?? '';
    const name = flow.name === 0 ? null : (table.names[flow.name] ?? null);
    return (knowledge.addressesOf.get(flow.host) ?? []).some((src) =>
      flow.ports.some(
        ({ proto, port }) => closedDecider(flow.inbound ? { src: dst, dst: src, port, proto, name } : { src, dst, port, proto, name }).pass,
      ),
    );
  });
  const [keepEffect] = replay(table, [policy(knowledge, 'deny', allows)], classes, attack);
  const openShare = keepEffect === undefined || keepEffect.destinations === 0 ? 1 : keepEffect.openDestinations / keepEffect.destinations;
  const kept = buildModel(attack, losses, riding, { ...base, mayIsolate: true, openShare });
  const keptKnown = buildModel(attack, losses, riding, { ...base, mayIsolate: false, openShare: 0 });
  const keepOnly = fit(keptKnown, COVER_ALL, solveCut(keptKnown.instance, COVER_ALL), 'deny', allows);
  const fullCut = policy(knowledge, 'deny', []);

  const risk = {
    known: attack.flows.reduce((sum, flow) => sum + flow.confidence * flow.impact, 0),
    unknown: attack.suspects.reduce((sum, suspect) => sum + suspect.probability * suspect.impact, 0),
  };
  const budget = (risk.known + risk.unknown) * request.budgetShare;
  const candidates = [
    ...paretoFront(open.instance, Math.ceil(request.points / 2)).map((point) => ({
      point,
      model: open,
      fit: fit(open, point.lambda, point.cut, 'allow', []),
    })),
    ...paretoFront(kept.instance, Math.floor(request.points / 2)).map((point) => ({
      point,
      model: kept,
      fit: fit(kept, point.lambda, point.cut, 'deny', allows),
    })),
  ];
  const unfitted = (one: Policy): Fit => ({ policy: one, reasons: checkLimits(one, devices) });
  const fits = [cutKnown, unfitted(isolate), keepOnly, unfitted(fullCut), ...candidates.map((candidate) => candidate.fit)];
  const policies = fits.map((one) => one.policy);
  const effects = replay(table, policies, classes, attack);
  const notRead = request.notRead ?? { indicators: [], inventory: [] };
  const overlaps = [
    ...findOverlaps(inventory, indicators, table, attack.spared),
    ...metInsideKept(inventory, indicators, table, attack.flows),
  ];
  const common = [...inputReasons(notRead, overlaps), ...commonReasons(knowledge, evidence, request.now)];
  const sheet = (id: PlanOption['id'], index: number, model: typeof open): PlanOption =>
    describeOption({
      id,
      policy: policies[index]!,
      effect: effects[index]!,
      model,
      knowledge,
      evidence,
      classes,
      budget,
      openShare,
      common: [...fits[index]!.reasons, ...common],
    });
  const options = optionIds.map((id, index) => sheet(id, index, index < 2 ? open : kept));

  const entries = candidates.map((candidate, index) => {
    const option = sheet('balanced', optionIds.length + index, candidate.model);
    return { candidate, option };
  });
  const front = nondominated(entries.map(({ candidate, option }) => ({ candidate, option })));
  const within = front.filter(({ option }) => !option.residual.overBudget);
  const best =
    within.toSorted((a, b) => a.option.loss - b.option.loss)[0] ??
    front.toSorted((a, b) => a.option.residual.total - b.option.residual.total)[0];
  const recommended = best?.option ?? options[0]!;
  const texts = (codes: readonly Plan['reasons'][number]['code'][]) =>
    codes.map(
      (code) =>
        (recommended.residual.reasons.find((one) => one.code === code) ?? common.find((one) => one.code === code) ?? reason(code)).text,
    );
  return {
    format: 'matoi-plan/1',
    madeAt: request.now,
    inputs: {
      flows: table.length,
      connections: table.count.reduce((sum, count) => sum + count, 0),
      days: evidence.days,
      refusedLines: request.refusedLines,
      services: inventory.services.length,
      indicators: indicators.length,
      notRead: {
        indicators: notRead.indicators.slice(0, MOST_NOT_READ),
        indicatorLines: notRead.indicators.length,
        inventory: notRead.inventory.slice(0, MOST_NOT_READ),
        inventoryCells: notRead.inventory.length,
      },
      attackFlows: attack.flows.length,
      suspects: attack.suspects.length,
    },
    budget,
    internal: internalRanges(inventory),
    overlaps: grouped(overlaps),
    options,
    front: front.map(({ candidate, option }, index) => frontEntry(`front-${index + 1}`, candidate.point.lambda, option)),
    recommended: { ...recommended, needs: needsOf(recommended) },
    notStoppable: recommended.verdicts.filter((one) => one.how !== 'stopped').map((one) => ({ ...one, texts: texts(one.reasons) })),
    reasons: common,
  };
}

function know(request: PlanRequest, classes: Classes, attack: Knowledge['attack']): Knowledge {
  const { table, inventory, indicators } = request;
  const hosts = new Set([...attack.flows.map((flow) => flow.host), ...attack.suspects.map((suspect) => suspect.host)]);
  const parsed = rangesOf(table);
  const own = ownNames(inventory, table, attack);
  const networks = rangeIndex(
    inventory.services
      .filter((service) => service.kind === 'shared')
      .flatMap((service) =>
        service.ranges.flatMap((text) => (parseRange(text) === null ? [] : [[parseRange(text)!, service.name] as const])),
      ),
  );
  return {
    table,
    inventory,
    indicators,
    attack,
    addressesOf: hostAddresses(table, hosts),
    path: pathRules({ inventory, table, attack }),
    own: { names: own, rules: ownNamesRule(inventory, own) },
    hides: hidingHosts(table, inventory, hosts),
    priorityOf: (service) => (service >= classes.unnamed ? null : (classes.services[service]?.priority ?? null)),
    serviceName: (service) => classes.services[service]?.name ?? '',
    sharedNetwork(text) {
      const address = parseAddress(text);
      return address === null ? null : (networks.find(address)[0] ?? null);
    },
    observedIn(ranges) {
      const index = rangeIndex(ranges.flatMap((text) => (parseRange(text) === null ? [] : [[parseRange(text)!, true] as const])));
      return parsed.filter((address) => address !== null && index.has(address)).length;
    },
  };
}

/** Named as proxy, NAT or resolver in the inventory, or used by ten people or more. */
function hidingHosts(table: FlowTable, inventory: Inventory, hosts: ReadonlySet<number>): ReadonlySet<number> {
  const points = inventory.services.filter((service) => service.kind === 'proxy' || service.kind === 'nat' || service.kind === 'resolver');
  const index = rangeIndex(
    points.flatMap((service) => service.ranges.flatMap((text) => (parseRange(text) === null ? [] : [[parseRange(text)!, true] as const]))),
  );
  const users = new Map<number, Set<number>>();
  const found = new Set<number>();
  rangesOf(table).forEach((address, id) => {
    const host = table.hostOf[id]!;
    if (hosts.has(host) && address !== null && index.has(address)) found.add(host);
  });
  const watched = Uint8Array.from(table.hostOf, (host) => (hosts.has(host) ? 1 : 0));
  for (let row = 0; row < table.length; row += 1) {
    if (watched[table.src[row]!] === 0) continue;
    const host = table.hostOf[table.src[row]!]!;
    const set = users.get(host) ?? new Set<number>();
    users.set(host, set);
    set.add(table.user[row]!);
  }
  for (const [host, set] of users) if (set.size >= 10) found.add(host);
  return found;
}

function respondersOf(table: FlowTable, inventory: Inventory): number[] {
  const ranges = rangeIndex(
    inventory.services
      .filter((service) => service.kind === 'responder')
      .flatMap((service) => service.ranges.flatMap((text) => (parseRange(text) === null ? [] : [[parseRange(text)!, true] as const]))),
  );
  return rangesOf(table).flatMap((address, id) => {
    return address !== null && ranges.has(address) ? [table.hostOf[id]!] : [];
  });
}

function isolateRules(knowledge: Knowledge, never: ReadonlySet<number>) {
  return knowledge.attack.suspects
    .filter((suspect) => !never.has(suspect.host))
    .map((suspect, index) => ({
      id: `isolate-${index + 1}`,
      kind: 'isolate' as const,
      reason: 'suspected' as const,
      host: knowledge.table.hosts[suspect.host] ?? '',
      addresses: knowledge.addressesOf.get(suspect.host) ?? [],
    }));
}

/** Points that no other one beats in both loss and risk, cheapest first. */
function nondominated<T extends { readonly option: PlanOption }>(entries: readonly T[]): readonly T[] {
  const sorted = entries.toSorted(
    (a, b) => a.option.loss - b.option.loss || a.option.residual.total - b.option.residual.total || a.option.ruleCount - b.option.ruleCount,
  );
  const kept: T[] = [];
  for (const entry of sorted) {
    const last = kept.at(-1);
    if (last === undefined || entry.option.residual.total < last.option.residual.total - 1e-9) kept.push(entry);
  }
  return kept;
}
