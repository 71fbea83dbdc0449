// SPDX-License-Identifier: Apache-2.0
// Worlds for "at most so many bytes": what two computers really sent, and logs that show some of it.
import type { Random } from './random.ts';

export const COMPUTER = '10.8.0.5';
const OTHER = '10.8.0.6';
const PROXY = '10.8.0.99';
const HOURS = [9, 10, 11, 12];

type Sent = {
  readonly hour: number;
  readonly minute: number;
  readonly from: string;
  readonly to: string;
  readonly bytes: number;
  readonly by: 'itself' | 'proxy';
};

/** What happened: the computer sends by itself and, where there is a proxy, through it; another one sends by itself. */
function sentIn(proxied: boolean): readonly Sent[] {
  return HOURS.flatMap((hour) =>
    [0, 10, 20, 30, 40, 50].flatMap((minute): Sent[] => [
      { hour, minute, from: COMPUTER, to: '203.0.113.40', bytes: 1000 + minute, by: 'itself' },
      { hour, minute: minute + 1, from: OTHER, to: '203.0.113.41', bytes: 700, by: 'itself' },
      ...(proxied ? [{ hour, minute, from: COMPUTER, to: '203.0.113.42', bytes: 5000, by: 'proxy' } as const] : []),
    ]),
  );
}

export type Firewall = {
  readonly name: string;
  readonly proxied: boolean;
  readonly hours: readonly number[];
  /** Whether lines say how much was sent; `begins`: each connection has a line before its end that does not. */
  readonly says: 'always' | 'never' | 'not-of-some' | 'not-of-refused' | 'begins' | 'begins-only-sometimes';
  readonly zone: boolean;
  readonly torn: boolean;
};
export type ProxyLog = { readonly name: string; readonly counts: boolean; readonly hours: readonly number[] };
export type OutWorld = {
  readonly firewall: Firewall | null;
  readonly proxy: ProxyLog | null;
  readonly packets: boolean;
};
export type OutQuestion = { readonly computer: string | null; readonly within: readonly [number, number] | null };

const pad = (n: number) => String(n).padStart(2, '0');

export function firewallText(firewall: Firewall): string {
  const lines = sentIn(firewall.proxied).flatMap((one, at) => {
    if (!firewall.hours.includes(one.hour)) return [];
    const line = (action: string, said: string) =>
      `date=2026-11-10 time=${pad(one.hour)}:${pad(one.minute)}:00 devname="${firewall.name}" logid="0000000013" type="traffic" subtype="forward"${firewall.zone ? ' tz="+0000"' : ''} srcip=${one.by === 'proxy' ? PROXY : one.from} srcport=${5000 + at} dstip=${one.to} dstport=443 proto=6 action="${action}"${said}`;
    const counted = line('close', ` sentbyte=${one.bytes} rcvdbyte=90`);
    if (firewall.says === 'never') return [line('close', '')];
    if (firewall.says === 'not-of-some') return [at % 9 === 4 ? line('accept', '') : counted];
    if (firewall.says === 'not-of-refused') return at % 9 === 4 ? [line('deny', ''), counted] : [counted];
    if (firewall.says === 'begins') return [line('start', ''), counted];
    if (firewall.says === 'begins-only-sometimes') return at % 9 === 4 ? [line('start', '')] : [line('start', ''), counted];
    return [counted];
  });
  const torn = firewall.torn ? ['date=2026-11-10 time=12:59:00 type="traffic" srcip=10.8.0'] : [];
  return `${[...lines, ...torn].join('\n')}\n`;
}

export function proxyText({ counts, hours }: ProxyLog): string {
  const lines = sentIn(true).flatMap((one) => {
    if (one.by !== 'proxy' || !hours.includes(one.hour)) return [];
    const [clock, epoch] = [`${pad(one.hour)}:${pad(one.minute)}:00`, Date.UTC(2026, 10, 10, one.hour, one.minute) / 1000];
    return counts
      ? [`2026-11-10 ${clock} ${one.from} POST http files.example 80 /up ${one.to} ${one.bytes} 90 200`]
      : [`${epoch}.100    80 ${one.from} TCP_MISS/200 90 POST http://files.example/up - HIER_DIRECT/${one.to} text/html`];
  });
  const head = counts
    ? [
        '#Software: a proxy',
        '#Fields: date time c-ip cs-method cs-uri-scheme cs-host cs-uri-port cs-uri-path r-ip cs-bytes sc-bytes sc-status',
      ]
    : [];
  return `${[...head, ...lines].join('\n')}\n`;
}

export function packetText(): string {
  return `${sentIn(false)
    .map(
      (one) =>
        `2026-11-10T${pad(one.hour)}:${pad(one.minute)}:00+00:00 gw kernel: FWD IN=eth1 OUT=eth0 SRC=${one.from} DST=${one.to} LEN=60 TTL=63 PROTO=TCP SPT=5000 DPT=443 SYN`,
    )
    .join('\n')}\n`;
}

export function randomFirewall({ pick }: Random, name: string): Firewall {
  return {
    name,
    proxied: pick([true, false]),
    hours: pick([HOURS, HOURS, HOURS, [9, 10, 12], [9, 10]]),
    says: pick(['always', 'always', 'never', 'not-of-some', 'not-of-refused', 'begins', 'begins-only-sometimes']),
    zone: pick([true, true, true, false]),
    torn: pick([true, false, false, false]),
  };
}

export function randomOutQuestion({ pick }: Random): OutQuestion {
  return { computer: pick([COMPUTER, COMPUTER, null]), within: pick([null, null, [9, 12] as const, [10, 12] as const, [8, 12] as const]) };
}

type Bound = { readonly atLeast: number; readonly known: boolean };

/** What was really sent in the period, and whether these logs show enough for a bound. */
export function readOutWorld({ firewall, proxy, packets }: OutWorld, { computer, within }: OutQuestion): Bound {
  const inside = (hour: number) => within === null || (hour >= within[0] && hour < within[1]);
  // Without the log of the proxy nothing shows that there is one: what passes it stands under its address.
  const proxied = firewall?.proxied === true;
  const sent = sentIn(proxied).filter((one) => inside(one.hour) && (computer === null || one.from === computer));
  const mine = sent.filter((one) => one.by === 'itself' || computer === null || proxy !== null);
  const covers = (hours: readonly number[]) => {
    const [from, to] = within ?? [hours[0] ?? 0, (hours.at(-1) ?? 0) + 1];
    return Array.from({ length: to - from }, (_, at) => from + at).every((hour) => hours.includes(hour));
  };
  // A proxy that counts nothing and was in use while the firewall has no lines leaves those hours open.
  const complete =
    firewall !== null &&
    !packets &&
    covers(firewall.hours) &&
    ['always', 'not-of-refused', 'begins'].includes(firewall.says) &&
    (firewall.zone || within === null) &&
    !firewall.torn &&
    (proxy === null ||
      (covers(proxy.hours) && (proxy.counts || (computer === null && (within !== null || firewall.hours.length >= proxy.hours.length)))));
  const seen = (hour: number) => within !== null || (firewall?.hours.includes(hour) ?? false) || (proxy?.hours.includes(hour) ?? false);
  return { atLeast: mine.filter((one) => seen(one.hour)).reduce((sum, one) => sum + one.bytes, 0), known: complete };
}
