// SPDX-License-Identifier: Apache-2.0
// Days of a made-up company's network, with one known and two unknown command servers in it. Everything is drawn from a
// seeded sequence: the same seed writes the same bytes.
export type Company = {
  readonly seed: number;
  readonly pcs: number;
  readonly days: number;
  readonly from: 'squid' | 'zeek';
  /** First day, a midnight in UTC, in seconds; the second of November 2026 where nobody says otherwise. */
  readonly start?: number;
};
export type CompanyLogs = {
  readonly files: Readonly<Record<string, string>>;
  readonly known: string;
  /** Plain HTTP, and one behind an address that many sites share. */
  readonly unknown: readonly [plain: string, shared: string];
  readonly infected: readonly string[];
};
type Call = {
  readonly at: number;
  readonly ip: string;
  readonly host: string;
  readonly peer: string;
  readonly path: string | null;
  readonly method: string;
  readonly got: number;
  readonly agent: string;
};

const SOME_DAY = Date.UTC(2026, 10, 2) / 1000;
const DAY = 86_400;
const WORDS =
  'amber birch cedar delta ember fjord grove heron inlet jasper kelp lotus maple north opal pearl quartz raven slate thyme umber vale wren yarrow zephyr'.split(
    ' ',
  );

export function companyLogs({ seed, pcs, days, from, start = SOME_DAY }: Company): CompanyLogs {
  const random = sequence(seed);
  const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)] as T;
  const name = () => `${pick(WORDS)}-${pick(WORDS)}${Math.floor(random() * 900) + 100}`;
  const computers = Array.from({ length: pcs }, (_, at) => `10.${30 + (seed % 5)}.${Math.floor(at / 200)}.${10 + (at % 200)}`);
  const mixed = computers.map((ip) => ({ ip, order: random() })).toSorted((a, b) => a.order - b.order);
  const infected = mixed.slice(0, 9).map((one) => one.ip);
  const sharedAddress = '203.0.113.200';
  const sites = Array.from({ length: 400 }, (_, at) => ({
    host: `www.${name()}.example`,
    peer: at % 9 === 0 ? sharedAddress : `198.18.${at % 250}.${(at * 7) % 250}`,
  }));
  const servers = { known: `sync.${name()}.example`, plain: `img.${name()}.example`, shared: `api.${name()}.example` };
  const calls: Call[] = [];
  const on = (day: number) => {
    const weekend = new Date((start + day * DAY) * 1000).getUTCDay() % 6 === 0;
    const begin = start + day * DAY + 9 * 3600 * -1 + 8.5 * 3600 + random() * 3600;
    return weekend && random() < 0.9 ? null : { begin, end: begin + (8 + random() * 3) * 3600 };
  };
  const agents = [
    'Mozilla/5.0 (Windows NT 10.0) Chrome/140',
    'Mozilla/5.0 (Windows NT 10.0) Firefox/145',
    'Mozilla/5.0 (Macintosh) Safari/18',
  ];
  const add = (at: number, ip: string, site: { host: string; peer: string }, more: Partial<Call> = {}) =>
    void calls.push({
      at,
      ip,
      host: site.host,
      peer: site.peer,
      path: null,
      method: 'CONNECT',
      got: 2000 + Math.floor(random() * 90_000),
      agent: 'Mozilla/5.0',
      ...more,
    });
  const poll = (
    ip: string,
    site: { host: string; peer: string },
    begin: number,
    end: number,
    seconds: number,
    jitter: number,
    more: () => Partial<Call>,
  ) => {
    for (let at = begin + random() * seconds; at < end; at += seconds * (1 + (random() * 2 - 1) * jitter)) add(at, ip, site, more());
  };
  const everywhere = ['mail', 'chat', 'update', 'time'].map((word, at) => ({
    site: { host: `${word}.cloud-${word}.example`, peer: `198.19.0.${at + 1}` },
    seconds: 900 + at * 700,
  }));
  const few = Array.from({ length: 26 }, (_, at) => ({
    site: { host: `agent.${name()}.example`, peer: `198.19.1.${at + 1}` },
    on: computers.filter(() => random() < 2.2 / pcs),
    seconds: 400 + Math.floor(random() * 1500),
    plain: random() < 0.3,
  }));
  const began = 1 + Math.floor(random() * 2);
  const commands = [
    { site: { host: servers.known, peer: '203.0.113.66' }, on: infected.slice(0, 5), seconds: 700, jitter: 0.2, path: null, day: began },
    {
      site: { host: servers.plain, peer: '203.0.113.71' },
      on: infected.slice(3, 9),
      seconds: 500,
      jitter: 0.1,
      path: '/assets/view.php',
      day: began,
    },
    {
      site: { host: servers.shared, peer: sharedAddress },
      on: [...infected.slice(0, 3), ...infected.slice(6, 9)],
      seconds: 900,
      jitter: 0.4,
      path: null,
      day: began + 1,
    },
  ];
  for (let day = 0; day < days; day += 1)
    for (const ip of computers) {
      const hours = on(day);
      if (hours === null) continue;
      const agent = agents[ip.charCodeAt(ip.length - 1) % 3] ?? '';
      for (let visits = 0; visits < 14; visits += 1) {
        const at = hours.begin + random() * (hours.end - hours.begin);
        const site = sites[Math.floor(sites.length * random() ** 2.2)] ?? pick(sites);
        const plain = random() < 0.25;
        for (let load = 0; load < 3; load += 1)
          add(at + load * (1 + random() * 4), ip, site, {
            agent,
            ...(plain ? { method: 'GET', path: `/${pick(WORDS)}/${Math.floor(random() * 9999)}.html` } : {}),
          });
      }
      for (const one of everywhere) poll(ip, one.site, hours.begin, hours.end, one.seconds, 0.1, () => ({ got: 900 }));
      for (const one of few)
        if (one.on.includes(ip))
          poll(ip, one.site, hours.begin, hours.end, one.seconds, 0.05, () => ({
            got: 700,
            ...(one.plain ? { method: 'GET', path: '/v1/status' } : {}),
          }));
      for (const one of commands)
        if (day >= one.day && one.on.includes(ip))
          poll(ip, one.site, hours.begin, hours.end + (random() < 0.4 ? 5 * 3600 : 0), one.seconds, one.jitter, () => ({
            got: 400 + Math.floor(random() * 60),
            agent,
            ...(one.path === null ? {} : { method: 'POST', path: one.path }),
          }));
    }
  calls.sort((a, b) => a.at - b.at);
  // One infected computer has another address from the fourth day on.
  const moved = infected[8] ?? '';
  const later = `10.${30 + (seed % 5)}.7.77`;
  const seen = calls.map((one) => (from === 'squid' && one.ip === moved && one.at > start + 4 * DAY ? { ...one, ip: later } : one));
  return {
    files: from === 'squid' ? squidFiles(seen, moved, later, start) : zeekFiles(seen),
    known: servers.known,
    unknown: [servers.plain, servers.shared],
    infected: from === 'squid' ? [...infected, later] : infected,
  };
}

function squidFiles(calls: readonly Call[], moved: string, later: string, start: number): Readonly<Record<string, string>> {
  const stamp = (at: number) => at.toFixed(3);
  const utc = (at: number) => new Date(at * 1000).toISOString();
  const squid = calls.map((one) =>
    one.path === null
      ? `${stamp(one.at)} 210 ${one.ip} TCP_TUNNEL/200 ${one.got} CONNECT ${one.host}:443 - HIER_DIRECT/${one.peer} -`
      : `${stamp(one.at)} 84 ${one.ip} TCP_MISS/200 ${one.got} ${one.method} http://${one.host}${one.path} - HIER_DIRECT/${one.peer} text/html`,
  );
  const wall = calls.map(
    (one) =>
      `date=${utc(one.at).slice(0, 10)} time=${utc(one.at).slice(11, 19)} devname="FG" logid="0000000013" type="traffic" subtype="forward" tz="+0000" srcip=10.1.0.8 srcport=40000 dstip=${one.peer} dstport=${one.path === null ? 443 : 80} proto=6 action="close" sentbyte=900 rcvdbyte=${one.got}`,
  );
  const names = calls.filter((_, at) => at % 4 === 0).map((one) => `[${Math.floor(one.at)}] unbound[9:0] info: 10.1.0.8 ${one.host}. A IN`);
  const lease = (ip: string, from: number, until: number) =>
    `lease ${ip} {\n  starts 1 ${utc(from).slice(0, 10).replaceAll('-', '/')} ${utc(from).slice(11, 19)};\n  ends 1 ${utc(until).slice(0, 10).replaceAll('-', '/')} ${utc(until).slice(11, 19)};\n  hardware ethernet 02:00:00:00:00:99;\n  client-hostname "pc-moved";\n}\n`;
  return {
    'squid.log': squid.join('\n'),
    'fortigate.log': wall.join('\n'),
    'unbound.log': names.join('\n'),
    'dhcpd.leases': lease(moved, start, start + 4 * DAY) + lease(later, start + 4 * DAY, start + 40 * DAY),
  };
}

function zeekFiles(calls: readonly Call[]): Readonly<Record<string, string>> {
  const log = (path: string, fields: string, types: string, rows: readonly string[]) =>
    `#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t${path}\n#fields\t${fields.replaceAll(' ', '\t')}\n#types\t${types.replaceAll(' ', '\t')}\n${rows.join('\n')}`;
  const ends = (one: Call, at: number) => `${one.at.toFixed(6)}\tC${at}\t${one.ip}\t50000\t${one.peer}\t${one.path === null ? 443 : 80}`;
  const head = 'ts uid id.orig_h id.orig_p id.resp_h id.resp_p';
  const types = 'time string addr port addr port';
  return {
    'conn.log': log(
      'conn',
      `${head} proto service orig_bytes resp_bytes`,
      `${types} enum string count count`,
      calls.map((one, at) => `${ends(one, at)}\ttcp\t${one.path === null ? 'ssl' : 'http'}\t900\t${one.got}`),
    ),
    'ssl.log': log(
      'ssl',
      `${head} server_name ja3`,
      `${types} string string`,
      calls.flatMap((one, at) => (one.path === null ? [`${ends(one, at)}\t${one.host}\t0123456789abcdef0123456789abcdef`] : [])),
    ),
    'http.log': log(
      'http',
      `${head} method host uri user_agent request_body_len response_body_len status_code`,
      `${types} string string string string count count count`,
      calls.flatMap((one, at) =>
        one.path === null
          ? []
          : [
              `${ends(one, at)}\t${one.method}\t${one.host}\t${one.path}\t${one.agent}\t${one.method === 'POST' ? 300 : 0}\t${one.got}\t200`,
            ],
      ),
    ),
    'dns.log': log(
      'dns',
      `${head} query qtype_name answers`,
      `${types} string string vector[string]`,
      calls.flatMap((one, at) =>
        at % 4 === 0 ? [`${one.at.toFixed(6)}\tD${at}\t${one.ip}\t50001\t10.1.0.53\t53\t${one.host}\tA\t${one.peer}`] : [],
      ),
    ),
  };
}

function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
