// SPDX-License-Identifier: Apache-2.0
// A real desk with real cases and exercises on it, and somebody listening at the other end of every way out.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPlanStore } from '../../src/adapters/postgres/duty-store.ts';
import type { Draft } from '../../src/case/entry.ts';
import type { Paper } from '../../src/common/paper.port.ts';
import { applyPlan } from '../../src/containment/apply/apply-plan.ts';
import type { ApplyDeps } from '../../src/containment/apply/apply-plan.ts';
import { readIndicators } from '../../src/containment/attack/indicator.ts';
import { proposePlan, releasePlan } from '../../src/containment/case/case-plan.ts';
import { readInventory } from '../../src/containment/inventory/read-inventory.ts';
import { study } from '../../src/containment/register/study.ts';
import { runSheetSchema } from '../../src/exercise/run/run.contract.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { unwrap } from '../../src/kernel/result.ts';
import type { Gate } from '../../src/outbox/gate.ts';
import type { Passing } from '../../src/outbox/passing.port.ts';
import { marking } from '../../src/wiring/exercise/marked-printer.ts';
import { passingOf } from '../../src/wiring/exercise/passing.ts';
import type { OpenState } from '../../src/wiring/base/base.ts';
import { gateOf } from '../../src/wiring/outbox.ts';
import { routesOfEveryPart } from './every-part.ts';
import { openMailSink } from './mail-sink.ts';
import type { MailSink } from './mail-sink.ts';
import { openPushService } from './push-service.ts';
import { signedIn } from './role-visitors.ts';
import { serveDesk } from './served-desk.ts';
import type { ServedDesk } from './served-desk.ts';

export type Person = Awaited<ReturnType<typeof signedIn>>;
/** A case with a word of its own that stands in everything that is written in it. */
export type Side = { readonly caseId: CaseId; readonly word: string; readonly real: boolean; readonly runId: string | null };
/** What somebody outside got, or could have read, by one way. */
export type Seen = { readonly way: 'webhook' | 'web-push' | 'device' | 'public'; readonly text: string };

export type LeakWorld = {
  readonly desk: ServedDesk;
  /** The gate that the desk's routes put their rows through. */
  readonly gate: Gate;
  readonly people: Readonly<Record<'lead' | 'duty' | 'boss' | 'staff', Person>>;
  readonly sides: readonly Side[];
  readonly sink: MailSink;
  /** What arrived outside by any way but mail. */
  readonly seen: Seen[];
  readonly papers: Paper[];
  readonly print: (paper: Paper) => Promise<Uint8Array>;
  /** Tries to load a released plan of a case at a gateway that only listens. */
  readonly apply: (side: Side) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** Cases of each kind. */
const EACH = 2;

/** `planted`: what the one place that decides says wrongly. */
export async function openLeakWorld(planted: (right: Passing) => Passing): Promise<LeakWorld> {
  const sink = await openMailSink();
  const seen: Seen[] = [];
  const hooks = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      seen.push({ way: 'webhook', text: Buffer.concat(parts).toString('utf8') });
      response.writeHead(200).end('ok');
    });
  });
  await new Promise<void>((resolve) => hooks.listen(0, '127.0.0.1', resolve));
  const push = await openPushService();
  const env = {
    MATOI_SMTP_URL: sink.url,
    MATOI_MAIL_FROM: 'csirt@corp.example',
    MATOI_WEBHOOK_TEAM: `http://127.0.0.1:${(hooks.address() as AddressInfo).port}/hook`,
    MATOI_PUSH_CONTACT: 'mailto:csirt@corp.example',
  };
  // What its routes stand on: the gate and what decides are kept by it.
  const held: { opened: OpenState | null } = { opened: null };
  const desk = await serveDesk({
    env,
    routes(opened, base) {
      held.opened = opened;
      const passing = passingOf(base, opened);
      Object.assign(passing, planted({ ...passing }));
      return routesOfEveryPart(opened, base);
    },
  });
  await desk.journal.write(({ tx }) => createPlanStore(desk.database).subscribe(tx, { person: 'P-0002', ...push.subscription }));
  const people = {
    lead: await signedIn(desk, ['instructor'], 'lead'),
    duty: await signedIn(desk, ['responder'], 'duty'),
    boss: await signedIn(desk, ['manager'], 'boss'),
    staff: await signedIn(desk, ['staff'], 'staff'),
  };
  // In the register, and on nobody's roster.
  for (const name of ['sales', 'legal', 'plant']) await signedIn(desk, ['staff'], name);
  const sides = await openSides(desk, people);
  const papers: Paper[] = [];
  const opened = held.opened ?? desk;
  const passing = passingOf(desk.base, opened);
  const gate = gateOf(desk.base, opened);
  return {
    desk,
    gate,
    people,
    sides,
    sink,
    seen,
    papers,
    print: marking((paper) => Promise.resolve(new Uint8Array([papers.push(paper)])), passing),
    apply: (side) => applyWith(desk, passing, side, seen),
    async close() {
      await gate.close();
      await desk.close();
      for (const { text } of push.got) seen.push({ way: 'web-push', text });
      await push.close();
      await sink.close();
      hooks.closeAllConnections();
      await new Promise((resolve) => hooks.close(resolve));
    },
  };
}

async function openSides(desk: ServedDesk, { lead, duty, boss, staff }: LeakWorld['people']): Promise<readonly Side[]> {
  const roster = [
    { role: 'duty', personId: duty.personId },
    { role: 'manager', personId: boss.personId },
    { role: 'staff', personId: staff.personId },
  ];
  const sides: Side[] = [];
  for (let at = 0; at < EACH; at += 1) {
    const word = `zreal${at}z`;
    const { caseId } = await desk.journal.write((writing) =>
      writing.openCase(DUTY, () => [{ kind: 'case.opened', body: { title: `${word} 通報`, reportId: null } }]),
    );
    sides.push({ caseId, word, real: true, runId: null });
    const begun = await lead.post('/api/v1/exercise/runs', { scenarioId: 'white-hacker', roster });
    const run = runSheetSchema.parse(begun.json);
    sides.push({ caseId: run.caseId as CaseId, word: `zdrill${at}z`, real: false, runId: run.runId });
  }
  for (const side of sides) {
    await desk.journal.append({ stream: side.caseId, actor: MACHINE, drafts: await startOf(desk, side) });
    await desk.journal.append({ stream: side.caseId, actor: DUTY, drafts: foundIn(side) });
    await releasedIn(desk, side);
  }
  return sides;
}

const DUTY = { type: 'person', id: 'P-0002', name: 'duty' } as const;
const MACHINE = { type: 'machine', name: 'intake' } as const;
const hash = (word: string): string => Buffer.from(word).toString('hex').padEnd(64, '0').slice(0, 64);

/** A report that came in. */
async function startOf(desk: ServedDesk, { word }: Side): Promise<Draft[]> {
  const raw = await desk.blobs.put(Buffer.from(`From: a <a@provider.example>\r\nSubject: ${word}\r\n\r\nyour CGI ${word} has a hole\r\n`));
  return [
    {
      kind: 'report.received',
      body: {
        reportId: `R-${word}`,
        kind: 'report',
        channel: 'file',
        raw,
        bytes: 60,
        subject: word,
        from: 'a@provider.example',
        kindReasons: [],
        charsetNotes: [],
      },
    },
  ];
}

/** What a person said: of which kind it is, and what others could look for. */
function foundIn({ word }: Side): Draft[] {
  return [
    { kind: 'triage.kinds-set', body: { kinds: ['ransomware'], reason: '' } },
    { kind: 'hunt.indicators-added', body: { count: 1, sample: [{ kind: 'domain', value: `${word}.example` }], digest: hash(word) } },
  ];
}

/** The desk's own way to a gateway, whose other end writes down what was loaded. */
async function applyWith(desk: ServedDesk, passing: Passing, { caseId, word }: Side, seen: Seen[]): Promise<boolean> {
  const loaded = { is: 'loaded' as const, sha256: 'a'.repeat(64) };
  const deps: ApplyDeps = {
    journal: desk.journal,
    blobs: desk.blobs,
    hash: desk.base.hash,
    passing,
    enforcer: () => ({
      put: () => (seen.push({ way: 'device', text: word }), Promise.resolve()),
      run: () => Promise.resolve({ code: 1, output: 'the test loads nothing' }),
      undone: () => Promise.resolve(null),
      listing: () => Promise.resolve(loaded),
    }),
  };
  return (await applyPlan(deps, caseId, DUTY, { planId: 'K-1', where: 'gw', deadManSeconds: 300, path: null })).ok;
}

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/containment/travel-company/${name}`, import.meta.url), 'utf8');

/** A plan that somebody released; of an exercise it was also put into a device, as a person said in it. */
async function releasedIn(desk: ServedDesk, { caseId, real }: Side): Promise<void> {
  const lines = (async function* each() {
    yield* fixture('flows-cloud-mail.csv').split('\n');
  })();
  const { inventory } = readInventory(fixture('inventory-cloud-mail.csv'), 'own');
  const { indicators } = readIndicators(fixture('indicators-day-one.csv'), null);
  const now = desk.clock.now();
  const made = await study(lines, { is: 'plan', inventory, indicators, notRead: [], now, budgetShare: 0.1, points: 4 });
  if (made.is !== 'plan') throw new Error('no plan');
  const deps = { journal: desk.journal, blobs: desk.blobs, hash: desk.base.hash };
  await proposePlan(deps, caseId, DUTY, made.plan);
  unwrap(await releasePlan(deps, caseId, DUTY, { planId: 'K-1', option: 'isolate', reason: '業務を残せる' }));
  if (real) return;
  const applied = { planId: 'K-1', option: 'isolate', where: 'gw', rules: 'c'.repeat(64), deadManSeconds: 0, before: null } as const;
  await desk.journal.append({ stream: caseId, actor: DUTY, drafts: [{ kind: 'containment.plan-applied', body: applied }] });
}
