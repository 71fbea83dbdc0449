// SPDX-License-Identifier: Apache-2.0
import { oidcFrom } from '../../adapters/auth/oidc.ts';
import { fetchOutside } from '../../adapters/outside-http/fetch-outside.ts';
import { newestEntryAt } from '../../adapters/postgres/store-facts.ts';
import { diskOf } from '../../adapters/machine/disk.ts';
import { heldLine, reachServer } from '../../adapters/reach/held-line.ts';
import type { LinePlace } from '../../adapters/reach/held-line.ts';
import { askNameServers } from '../../adapters/reach/name-servers.ts';
import { systemReason } from '../../common/words/system-reasons.ts';
import type { WayIn } from '../../intake/ways.port.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { millisOf } from '../../kernel/instant.ts';
import { NO_SPACE } from '../../upkeep/doctor/findings.ts';
import { lookAtClock } from '../../upkeep/trouble/clock-steps.ts';
import type { ClockKnown } from '../../upkeep/trouble/clock-steps.ts';
import { keepLooking } from '../../upkeep/trouble/keep-looking.ts';
import type { Look, Looking } from '../../upkeep/trouble/keep-looking.ts';
import { troubleOf } from '../../upkeep/trouble/trouble.ts';
import type { Seen, Trouble, TroubleName } from '../../upkeep/trouble/trouble.ts';
import type { Base, OpenState, Service } from '../base/base.ts';
import { mailSetupOf } from '../base/mail-setup.ts';
import { perOpened } from '../base/per-opened.ts';
import { settingsOf } from '../base/settings.ts';
import { practises } from '../exercise/passing.ts';
import { waysInOf } from '../mail/ways-in.ts';

/** Milliseconds in which a provider must have answered. */
const WITHIN = 2400;

/** What tests put in the place of this machine's own. `wall`: milliseconds since 1970; `nameServers`: `address:port`. */
export type Around = { readonly wall?: () => number; readonly nameServers?: readonly string[] };

/** What one server of an open desk sees of what it rests on. */
export const lookingOf = perOpened(
  (opened: OpenState, base: Base, around: Around = {}): Looking & { readonly line: { readonly close: () => void } } => {
    const line = heldLine();
    const looks = [...looksOf(base, opened, around), mailOutLook(base, opened, line.look), mailInLook(base, opened)];
    return { ...keepLooking(looks, base.clock, () => performance.now()), line };
  },
);

/** Looks for as long as the server runs, whether it works or stands by. */
export function lookingService(base: Base, opened: OpenState): Service {
  const looking = lookingOf(opened, base);
  return {
    name: 'troubles',
    everywhere: true,
    start: () => Promise.resolve(looking.start()),
    async stop() {
      await looking.stop();
      looking.line.close();
    },
  };
}

/** The same looked at once, for a command: a clock's step is seen by the newest entry alone, a mailbox by whether its server answers. */
export async function troublesNow(base: Base, opened: OpenState): Promise<readonly Trouble[]> {
  const setup = mailSetupOf(opened, base);
  const mailIn: Look = async () => {
    const mailbox = await setup.mailboxInUse();
    if (mailbox === null || 'is' in mailbox) return null;
    const { host, port, secure } = mailbox;
    return seenOf('mail-in', { host, port, greets: !secure }, await reachServer({ host, port, greets: !secure }));
  };
  const reach = (place: LinePlace | null) => (place === null ? Promise.resolve(null) : reachServer(place));
  const looks = [...looksOf(base, opened, {}), mailOutLook(base, opened, reach), mailIn];
  const seen = await Promise.all(looks.map((look) => look().catch(() => null)));
  return seen.flatMap((one) => (one === null ? [] : [troubleOf(one, base.clock.now())]));
}

function looksOf(base: Base, opened: OpenState, { wall = Date.now, nameServers }: Around): readonly Look[] {
  const clock: { known: ClockKnown | null } = { known: null };
  const oidc = oidcFrom(base.env);
  return [
    async () => {
      const newest = await newestEntryAt(opened.database.pool);
      const { known, wrong } = lookAtClock(clock.known, {
        wall: wall(),
        counter: performance.now(),
        // The entries' own clock is the desk's; one that tests move is held against itself.
        newest: newest === null ? null : millisOf(newest) - millisOf(base.clock.now()) + wall(),
      });
      clock.known = known;
      return wrong === null ? null : { name: 'clock', where: '', reason: wrong };
    },
    () => diskLook(base.dataFolder),
    async () => {
      if (settingsOf(base.env).MATOI_DNS !== 'system') return null;
      const failed = await askNameServers(nameServers);
      return failed === null ? null : { name: 'dns', where: '', reason: reasonOf(failed) };
    },
    async () => (oidc === null ? null : providerLook(oidc.issuer)),
  ];
}

async function diskLook(dataFolder: string): Promise<Seen | null> {
  const { freeBytes, notWritable } = await diskOf(dataFolder);
  if (notWritable !== null) return { name: 'read-only', where: dataFolder, reason: reasonOf(notWritable) };
  if (freeBytes === null || freeBytes >= NO_SPACE) return null;
  const left = Math.floor(freeBytes / 1024 ** 2);
  return { name: 'space', where: dataFolder, reason: { ja: `残り ${left} MiB です`, en: `${left} MiB left` } };
}

async function providerLook(issuer: string): Promise<Seen | null> {
  const where = new URL(issuer).host;
  try {
    const answer = await fetchOutside(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(WITHIN),
    });
    await answer.arrayBuffer();
    const said = `HTTP ${answer.status}`;
    return answer.ok ? null : { name: 'sign-in', where, reason: { ja: said, en: said } };
  } catch (cause) {
    return { name: 'sign-in', where, reason: reasonOf(cause) };
  }
}

/** The relay of now; none where nothing is set up, or where the desk practises and hands nothing over. */
function mailOutLook(base: Base, opened: OpenState, look: (place: LinePlace | null) => Promise<Error | null>): Look {
  const setup = mailSetupOf(opened, base);
  return async () => {
    const out = practises(base.env) ? null : await setup.outgoing();
    const place = out === null || 'unusable' in out ? null : 'url' in out ? placeOf(new URL(out.url)) : serverPlace(out.server);
    return seenOf('mail-out', place, await look(place));
  };
}

const serverPlace = ({ host, port, tls }: { readonly host: string; readonly port: number; readonly tls: string }): LinePlace => ({
  host,
  port,
  greets: tls !== 'implicit',
});

function placeOf({ protocol, hostname, port }: URL): LinePlace {
  const implicit = protocol === 'smtps:';
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (implicit ? 465 : 587) : Number(port), greets: !implicit };
}

/** The mailbox as the service that reads it has found it; on a server that stands by nothing is known of it. */
function mailInLook(base: Base, opened: OpenState): Look {
  const setup = mailSetupOf(opened, base);
  return async () => {
    const way = waysInOf(opened).find((one) => one.kind === 'imap' && one.is !== 'elsewhere' && one.lastFailure !== null);
    if (way === undefined) return null;
    const mailbox = await setup.mailboxInUse();
    const where = mailbox === null || 'is' in mailbox ? way.where : `${mailbox.host}:${mailbox.port}`;
    return { name: 'mail-in', where, reason: wordsOfWay(way) };
  };
}

const wordsOfWay = ({ words, lastFailure }: WayIn): Bilingual => words ?? { ja: lastFailure ?? '', en: lastFailure ?? '' };

function seenOf(name: TroubleName, place: LinePlace | null, failed: Error | null): Seen | null {
  return failed === null || place === null ? null : { name, where: `${place.host}:${place.port}`, reason: reasonOf(failed) };
}

const NO_ANSWER: Bilingual = { ja: '時間内に応答がありません', en: 'no answer in time' };
const CODES: Readonly<Record<string, Bilingual>> = {
  ETIMEOUT: NO_ANSWER,
  ETIMEDOUT: NO_ANSWER,
  ESERVFAIL: { ja: '調べられないという応答です', en: 'it answers that it cannot look anything up' },
};

/** Why, in the system's words where it has some; else the first line of what was said. */
function reasonOf(cause: unknown): Bilingual {
  const { code, name, message } = cause as { readonly code?: string; readonly name?: string; readonly message?: string };
  if (name === 'TimeoutError') return NO_ANSWER;
  const known = code === undefined ? undefined : CODES[code];
  const text = (message ?? String(cause)).split('\n')[0]?.slice(0, 200) ?? '';
  return known ?? systemReason(cause)?.words ?? { ja: text, en: text };
}
