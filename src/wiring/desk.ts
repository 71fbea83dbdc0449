// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CHANGES_CHANNEL } from '../adapters/postgres/journal-store.ts';
import { leadLock } from '../adapters/postgres/lead/lead-lock.ts';
import { closedCircle } from '../case/command/closed-circle.ts';
import type { CommandCall, CommandSpec } from '../edge/command.ts';
import { journalRoutes } from '../case/routes.ts';
import { DESK } from '../journal/stream.ts';
import { openLead } from '../jobs/lead.ts';
import { severalRunner, taskRunner } from '../jobs/worker.ts';
import { ProblemError } from '../kernel/problem.ts';
import { feedOf } from '../server/events.ts';
import { createServer } from '../server/server.ts';
import { trustedProxies } from '../server/trusted-proxies.ts';
import type { Server } from '../server/server.ts';
import { hasLeftOf, onDutyOf } from './duty.ts';
import { zoneOf } from './calendar/zone.ts';
import type { Base, OpenState, Service, Wired } from './base/base.ts';
import type { Access, WiredOrganisation } from './organisation.ts';
import { leadOf, reasonOf, serverName } from './base/lead.ts';
import { pageCertificate } from './base/page-certificate.ts';
import { startProblem } from './base/problems.ts';
import { mailSetupOf } from './base/mail-setup.ts';
import { settingsOf } from './base/settings.ts';
import type { Settings } from './base/settings.ts';
import type { State } from './base/state.ts';
import { VERSION } from './base/version.ts';
import { readApart } from './threads/read-apart.ts';

export type DeskDeps = {
  readonly base: Base;
  readonly organisation: WiredOrganisation;
  /** Every part, the organisation among them. */
  readonly parts: readonly Wired[];
  readonly open: () => Promise<State>;
};

/** A running desk: server, listeners and jobs over one open state. */
export type RunningDesk = { readonly server: Server; readonly access: Access; readonly url: URL; readonly close: () => Promise<void> };

const STOP_WITHIN = 5000;

/** `matoi start`: serves the desk until it is told to stop. */
export function deskCommands(deps: DeskDeps): readonly CommandSpec[] {
  return [
    {
      path: ['start'],
      summary: {
        ja: 'デスクを開きます（画面、受信、仕事）。止めるには Ctrl-C',
        en: 'Open the desk: screens, listeners, jobs. Ctrl-C stops it',
      },
      args: '',
      options: {},
      async run(call) {
        const stop = untilStopped();
        const starting = startDesk(deps);
        const desk = await Promise.race([starting, stop]);
        if (desk === undefined) return stopWhileStarting(starting);
        await announce(call, deps, desk);
        await stop;
        call.out.note({ ja: '終了しています…', en: 'Stopping …' }[call.lang]);
        await desk.close();
        return 0;
      },
    },
  ];
}

/** Told to stop before it is open: what has begun is ended in order where that takes seconds, else left as by a kill. */
async function stopWhileStarting(starting: Promise<RunningDesk>): Promise<0> {
  const desk = await Promise.race([starting.catch(() => null), pause(STOP_WITHIN, undefined, { ref: false })]);
  if (desk === undefined) process.exit(0);
  await desk?.close();
  return 0;
}

/** Opens everything, last of all the port; `close` ends it in the opposite order. The state itself stays open. */
export async function startDesk(deps: DeskDeps): Promise<RunningDesk> {
  const { base } = deps;
  const settings = settingsOf(base.env);
  const { MATOI_PORT: port, MATOI_HOST: host } = settings;
  const proxies = trustedProxies(settings.MATOI_TRUSTED_PROXIES ?? undefined);
  if (!proxies.ok) throw new Error(`read before, unreadable now: ${proxies.wrong}`);
  const state = await deps.open();
  const setup = mailSetupOf(state, base);
  await setup.refresh();
  const url = setup.publicUrl();
  setup.startedWith.url = url.origin;
  const tls = pageCertificate(settings, url);
  await state.journal.append({
    stream: DESK,
    actor: { type: 'machine', name: 'desk' },
    drafts: [{ kind: 'desk.started', body: { version: VERSION, schema: 1 } }],
  });
  const access = await deps.organisation.openAccess(state, url);
  const commits = await listenToCommits(state);
  const server = await createServer({
    routes: routesOf(deps, state, access),
    gate: access.gate,
    clock: base.clock,
    traceRead: state.store.traceRead,
    mayOpen: closedCircle(state.journal),
    apart: readApart,
    events: { ...feedOf(state.store, commits.onCommit), onSignal: signalsOf(deps, state) },
    webFolder: webFolder(),
    publicUrl: url,
    publicUrlNow: setup.publicUrl,
    trustedProxies: proxies.proxies,
    ...(tls === null ? {} : { tls }),
    version: VERSION,
    report: (error, requestId) =>
      process.stderr.write(`${base.clock.now()} ${requestId} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
  });
  const parts = servicesOf(deps, state);
  const lead = { now: null as { readonly close: () => Promise<void> } | null };
  const close = async (): Promise<void> => {
    await lead.now?.close();
    await server.close();
    await stopAll(parts.everywhere);
    await commits.close();
    await access.close();
  };
  try {
    for (const service of parts.everywhere) await service.start();
    lead.now = await openLead({
      lock: leadLock(state.database.connection, serverName(base)),
      begin: () => parts.begin(),
      end: () => parts.end(),
      told: (stands, cause) => toldOf(deps, state, stands, cause),
    });
    await server.listen(port, host);
  } catch (cause) {
    await close();
    throw portProblem(cause, settings) ?? cause;
  }
  return { server, access, url, close };
}

/** Every route of the product but those of the server itself. */
function routesOf(deps: DeskDeps, opened: OpenState, access: Access) {
  const { journal, store, blobs } = opened;
  const own = journalRoutes({
    journal,
    store,
    blobs,
    clock: deps.base.clock,
    personName: access.personName,
    onDuty: onDutyOf(deps.base, opened),
    hash: deps.base.hash,
    random: deps.base.random,
    zone: () => zoneOf(opened),
    hasLeft: hasLeftOf(opened),
  });
  return [...own, ...access.routes, ...deps.parts.flatMap((part) => part.routes?.(opened) ?? [])];
}

function signalsOf(deps: DeskDeps, opened: OpenState) {
  return (tell: (topic: string) => void): (() => void) => {
    const stops = deps.parts.flatMap((part) => (part.signals === undefined ? [] : [part.signals(opened)(tell)]));
    return () => {
      for (const stop of stops) stop();
    };
  };
}

async function listenToCommits(state: State) {
  const pokes = new Set<() => void>();
  const close = await state.database.listen(CHANGES_CHANNEL, () => {
    for (const poke of pokes) poke();
  });
  const onCommit = (poke: () => void): (() => void) => {
    pokes.add(poke);
    return () => void pokes.delete(poke);
  };
  return { onCommit, close };
}

/** What every server runs, and how the work that only one of them does begins and ends. */
function servicesOf(deps: DeskDeps, state: State) {
  const made = (): readonly Service[] => deps.parts.flatMap((part) => part.services?.(state) ?? []);
  const handlers = deps.parts.flatMap((part) => part.handlers?.(state) ?? []);
  const first = made();
  const started: Service[] = [];
  const next: { services: readonly Service[] | null } = { services: first };
  return {
    everywhere: first.filter(({ everywhere }) => everywhere),
    async begin() {
      const services = (next.services ?? made()).filter(({ everywhere }) => !everywhere);
      next.services = null;
      await state.queue.work(taskRunner(handlers), severalRunner(handlers));
      for (const service of services) {
        await service.start();
        started.push(service);
      }
    },
    async end() {
      await within(state.queue.rest(), 'tasks');
      await stopAll(started.splice(0));
    },
  };
}

/** How this server stands, for its screens and its log. */
function toldOf({ base }: DeskDeps, state: State, stands: 'works' | 'stands-by' | 'cannot', cause: unknown): void {
  const kept = leadOf(state);
  const before = kept.now?.is ?? null;
  kept.now = stands === 'cannot' ? { is: 'cannot', why: reasonOf(cause) } : { is: stands };
  // Who works from the start has nothing to say.
  if (before === stands || (before === null && stands === 'works')) return;
  const why = stands === 'cannot' ? `: ${reasonOf(cause).en}` : '';
  const words = { works: 'works now', 'stands-by': 'stands by', cannot: 'cannot begin to work' }[stands];
  process.stderr.write(`${base.clock.now()} this server ${words}${why}\n`);
}

async function stopAll(services: readonly Service[]): Promise<void> {
  for (const service of services.toReversed()) await within(service.stop(), service.name);
}

/** One that does not end, or not in order (database away), keeps nobody else from ending. */
async function within(ending: Promise<void>, name: string): Promise<void> {
  const failed = ending.catch((cause: unknown) => void process.stderr.write(`${name}: ${String(cause).slice(0, 300)}\n`));
  await Promise.race([failed, pause(STOP_WITHIN, undefined, { ref: false })]);
}

/** The screens as the launcher built them; null before the first build (the API works without). */
function webFolder(): string | null {
  const folder = join(import.meta.dirname, '..', '..', 'dist', 'web');
  return existsSync(join(folder, 'index.html')) ? folder : null;
}

async function announce(call: CommandCall, deps: DeskDeps, desk: RunningDesk): Promise<void> {
  const { out, lang } = call;
  out.line('');
  out.line({ ja: `Matoi（纏）のデスクを開きました：${desk.url.origin}`, en: `Matoi is open: ${desk.url.origin}` }[lang]);
  if (await desk.access.setUpNeeded()) {
    const link = `${desk.url.origin}/setup#${deps.organisation.setUpCode}`;
    out.line(
      {
        ja: `はじめに、この URL で言語と最初の担当者のパスワードを決めてください：${link}`,
        en: `First, choose the language and the first person's password here: ${link}`,
      }[lang],
    );
  }
  if (isInsecure(desk.url))
    out.line(
      {
        ja: `暗号化なし（http）で開いています。パスキーとブラウザー通知は使えず、通信は同じネットワークから読めます。https にするには：matoi certificate ${desk.url.hostname}`,
        en: `It is open without encryption (http): passkeys and browser notifications do not work, and whoever is in the network can read along. For https: matoi certificate ${desk.url.hostname}`,
      }[lang],
    );
  out.line({ ja: `データ：${deps.base.dataFolder}　停止：Ctrl-C`, en: `Data: ${deps.base.dataFolder}   Stop: Ctrl-C` }[lang]);
}

/** Opened by a name beyond this machine, over plain http: browsers take that for no secure context. */
function isInsecure({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && hostname !== 'localhost' && hostname !== '[::1]' && !hostname.startsWith('127.');
}

function untilStopped(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => done());
  });
}

/** A port that cannot be had, in words; null where something else is wrong. The same for pages and for mail. */
function portProblem(cause: unknown, settings: Settings): ProblemError | null {
  const { code, port, syscall } = cause as NodeJS.ErrnoException & { readonly port?: number };
  if (port === undefined || (syscall !== 'listen' && syscall !== 'bind')) return null;
  const names = ['MATOI_PORT', 'MATOI_SMTP_PORT', 'MATOI_LMTP_PORT'] as const;
  // Where two were given one number, the last one to ask for it is refused.
  const setting = (port === settings.MATOI_PORT ? names : names.toReversed()).find((name) => settings[name] === port) ?? 'MATOI_PORT';
  if (code === 'EADDRINUSE') return new ProblemError(startProblem('desk.port-taken', undefined, { port, setting }));
  return code === 'EACCES' ? new ProblemError(startProblem('desk.port-denied', undefined, { port, setting })) : null;
}
