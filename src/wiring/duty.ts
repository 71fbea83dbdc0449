// SPDX-License-Identifier: Apache-2.0
import { parse as parseYaml } from 'yaml';
import { holidayBook } from '../adapters/holidays/holidays.ts';
import { ical } from '../adapters/ical/ical.ts';
import { mailChannel, openMailOut } from '../adapters/mail-out/mail-out.ts';
import { openSigner } from '../adapters/paging-sign/signer.ts';
import { createPageStore, createPlanStore } from '../adapters/postgres/duty-store.ts';
import { webhookChannel, webhooksFrom } from '../adapters/webhook/webhook.ts';
import { openVapidKeys, pushChannel } from '../adapters/webpush/webpush.ts';
import { resolve } from '../duty/acknowledge.ts';
import type { PageChannel } from '../duty/channel.port.ts';
import { dutyCommands } from '../duty/commands.ts';
import type { DutyDeps } from '../duty/deps.ts';
import { createEngine } from '../duty/engine.ts';
import { lookAhead } from '../duty/look-ahead.ts';
import { pagingRoutes } from '../duty/paging/routes.ts';
import { dutyRoutes } from '../duty/routes.ts';
import { trigger } from '../duty/trigger.ts';
import { PAGE, RESOLVE } from '../duty/watch.ts';
import { parseCaseId } from '../journal/stream.ts';
import type { Base, Opened, Service, Wired } from './base.ts';

const TICK = 1000;
const LOOK_AHEAD = 3_600_000;

/**
 * Settings: MATOI_URL (where telephones reach the desk), MATOI_SMTP_URL and MATOI_MAIL_FROM (mail out), MATOI_WEBHOOK_<NAME>,
 * MATOI_PUSH_CONTACT (mailto: or https: of RFC 8292). A channel that is not set up is said to be so at the delivery.
 */
export function wireDuty(base: Base): Wired {
  const holidays = holidayBook();
  const kept = new Map<Opened, Promise<{ deps: DutyDeps; channels: readonly PageChannel[] }>>();
  const depsOf = (opened: Opened) => {
    const known = kept.get(opened) ?? openDuty(base, opened, holidays);
    kept.set(opened, known);
    return known;
  };
  return {
    commands: dutyCommands({
      open: async () => (await depsOf(await base.open())).deps,
      holidays,
      ical,
      clock: base.clock,
      readDocument: (text) => parseYaml(text, { maxAliasCount: 100 }) as unknown,
    }),
    routes(opened) {
      const deps = lateDeps(base, opened, holidays, depsOf);
      return [...dutyRoutes(deps), ...pagingRoutes(deps)];
    },
    handlers: (opened) => [
      {
        name: PAGE,
        async run(data) {
          const { deps } = await depsOf(opened);
          const urgency = data['urgency'] === 'today' ? 'today' : 'now';
          await trigger(deps, { caseId: parseCaseId(String(data['caseId'])), policy: null, subject: String(data['subject']), urgency });
        },
      },
      {
        name: RESOLVE,
        async run(data) {
          const { deps } = await depsOf(opened);
          await resolve(deps, { caseId: String(data['caseId']) }, { type: 'machine', name: 'duty' }, 'the case was closed');
        },
      },
    ],
    services: (opened) => [pagingService(base, opened, depsOf)],
  };
}

type DepsOf = (opened: Opened) => Promise<{ deps: DutyDeps; channels: readonly PageChannel[] }>;

async function openDuty(base: Base, opened: Opened, holidays: DutyDeps['holidays']) {
  const { env } = base;
  const plans = createPlanStore(opened.database);
  const vapid = await openVapidKeys(base.dataFolder);
  const contact = env['MATOI_PUSH_CONTACT'];
  const mail = env['MATOI_SMTP_URL']
    ? openMailOut({ url: env['MATOI_SMTP_URL'], from: env['MATOI_MAIL_FROM'] ?? 'matoi@localhost' })
    : null;
  const channels: PageChannel[] = [
    ...(mail === null ? [] : [mailChannel(mail)]),
    webhookChannel(webhooksFrom(env)),
    ...(contact ? [pushChannel(vapid, contact, plans)] : []),
  ];
  const deps: DutyDeps = {
    journal: opened.journal,
    pages: createPageStore(opened.database),
    plans,
    holidays,
    ical,
    signer: await openSigner(base.dataFolder),
    clock: base.clock,
    hash: base.hash,
    random: base.random,
    baseUrl: baseUrlOf(env),
    pushKey: vapid.publicKey,
    lookAhead: () =>
      lookAhead({ journal: opened.journal, plans, holidays, clock: base.clock }, async (warnings) => {
        // Told by paging the first policy in the "today" way: the same people, the same links, no second machinery.
        const [first] = warnings;
        if (first !== undefined)
          await trigger(deps, { caseId: null, policy: null, subject: warnings.map((one) => one.text.ja).join(' / '), urgency: 'today' });
      }),
  };
  return { deps, channels };
}

/** Routes are listed before anything asynchronous is open: each port is opened at its first use. */
function lateDeps(base: Base, opened: Opened, holidays: DutyDeps['holidays'], depsOf: DepsOf): DutyDeps {
  const now = { deps: null as DutyDeps | null };
  const opening = async (): Promise<void> => {
    now.deps = (await depsOf(opened)).deps;
  };
  // A failure shows itself at the first use, in ready().
  opening().catch(() => undefined);
  const ready = (): DutyDeps => {
    if (now.deps === null) throw new Error('the paging key is still being opened');
    return now.deps;
  };
  return {
    journal: opened.journal,
    pages: createPageStore(opened.database),
    plans: createPlanStore(opened.database),
    holidays,
    ical,
    signer: {
      mark: (text) => ready().signer.mark(text),
      verify: (text, mark) => ready().signer.verify(text, mark),
      digits: (text) => ready().signer.digits(text),
    },
    clock: base.clock,
    hash: base.hash,
    random: base.random,
    baseUrl: baseUrlOf(base.env),
    get pushKey() {
      return ready().pushKey;
    },
    lookAhead: () => ready().lookAhead(),
  };
}

function baseUrlOf(env: Base['env']): string {
  return (env['MATOI_URL'] ?? `http://127.0.0.1:${env['MATOI_PORT'] ?? '4646'}`).replace(/\/+$/, '');
}

/** Ticks once a second; a tick that fails (database away) is tried again at the next one. */
function pagingService(base: Base, opened: Opened, depsOf: DepsOf): Service {
  const state = { stopped: false, running: Promise.resolve(), lookedAt: 0 };
  const timers: { tick: NodeJS.Timeout | null } = { tick: null };
  return {
    name: 'paging',
    async start() {
      const { deps, channels } = await depsOf(opened);
      const engine = createEngine({ ...deps, channels });
      const beat = async (): Promise<void> => {
        try {
          await engine.tick();
          if (Date.parse(base.clock.now()) - state.lookedAt >= LOOK_AHEAD) {
            state.lookedAt = Date.parse(base.clock.now());
            await deps.lookAhead();
          }
        } catch (cause) {
          process.stderr.write(`paging: ${String(cause).slice(0, 300)}\n`);
        }
        if (state.stopped) return;
        timers.tick = setTimeout(() => {
          state.running = beat();
        }, TICK);
      };
      state.running = beat();
    },
    async stop() {
      state.stopped = true;
      if (timers.tick !== null) clearTimeout(timers.tick);
      await state.running;
    },
  };
}
