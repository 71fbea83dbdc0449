// SPDX-License-Identifier: Apache-2.0
import type { WholeSheet } from '../../support/whole-sheet.ts';
import { taken } from '../support/stage.ts';
import type { Office } from './office.ts';

/** Logs come from the proxy, the resolver and the firewall, and the leases with them; the case answers by itself who talked to what was named. */
export async function bringLogs(office: Office, caseId: string): Promise<void> {
  const { engineer, stage, world, run, truths } = office;
  run.say({ ja: 'プロキシー・DNS・ファイアウォールのログを取り込む', en: 'taking in the logs of proxy, resolver and firewall' });
  await stage.forward(20);
  const before = await stage
    .until(caseId, 'nothing to look in', ({ judgement }) =>
      judgement.notCheckable.some(({ text }) => text.ja.includes('見るべきログが一行もなく')),
    )
    .then(() => true)
    .catch(() => false);
  truths.note('ログがない間は「確かめられない」と言う', 'without logs it says “not checkable”', 'plan', true, before);
  await bringLeases(office);
  for (const name of ['squid.log', 'unbound.log', 'fortigate.log']) await stage.bringLog(engineer, name, `${world.logs.files[name]}\n`);
  const met = expectedComputers(office, world.names.known);
  const sheet = await stage
    .until(caseId, 'who met the known server', (one) => met.every((name) => computersIn(one).includes(name)))
    .catch(() => stage.sheet(caseId));
  truths.note(
    '名指しされた宛先と通信した端末',
    'computers that talk to the server that was named',
    'plan',
    met.join(' '),
    computersIn(sheet).toSorted().join(' '),
  );
}

async function bringLeases({ engineer, world }: Office): Promise<void> {
  const form = new FormData();
  form.append('files', new Blob([world.logs.files['dhcpd.leases'] ?? '']), 'dhcpd.leases');
  taken(await engineer.visitor.call('POST', '/api/v1/logs/holders', form));
}

/** Computers that were planted at that server, as the desk should name them. */
function expectedComputers({ world }: Office, host: string): readonly string[] {
  const lines = (world.logs.files['squid.log'] ?? '').split('\n').filter((line) => line.includes(host));
  const ips = new Set(lines.map((line) => line.split(/\s+/)[2] ?? ''));
  return named(
    world.infected.filter((ip) => ips.has(ip)),
    world.infected,
  );
}

/** The last two addresses of the list are one computer after the other (dhcpd.leases). */
export function named(ips: readonly string[], infected: readonly string[]): readonly string[] {
  const moved = infected.slice(-2);
  return [...new Set(ips.map((ip) => (moved.includes(ip) ? 'pc-moved' : ip)))].toSorted();
}

export function computersIn(sheet: WholeSheet): readonly string[] {
  return sheet.findings.filter(({ to, kind }) => to === 'containment' && kind === 'computer').map(({ value }) => value);
}

export function destinationsIn(sheet: WholeSheet): readonly string[] {
  return sheet.findings.filter(({ to, kind }) => to === 'containment' && kind === 'destination').map(({ value }) => value);
}

const alike = (sheet: WholeSheet) =>
  sheet.findings.filter(({ to, kind, is }) => to === 'hunt' && ['domain', 'ip'].includes(kind) && is === 'ready');

const TAKE = { ja: '痕跡情報に加えて探し続ける', en: 'Add to the indicators and keep looking' } as const;

/** Who behaves alike stands ready. A person says of each what it is; what was taken is looked for and goes on to containment by itself. */
export async function findTheOthers(office: Office, caseId: string): Promise<void> {
  const { stage, onDuty, world, run, truths, screens } = office;
  run.say({ ja: '似た使われ方をしている宛先を確かめる', en: 'looking at destinations that are used alike' });
  await stage.forward(15);
  const unknown = [world.names.plain, world.names.shared];
  const offered = new Set<string>();
  if (screens !== null)
    await screens.as(onDuty, run.lang, `/cases/${caseId}/hunt/others`, 'others', async (page) => {
      await page.getByRole('button', { name: TAKE[run.lang] }).first().waitFor({ timeout: 60_000 });
    });
  // One after the other: what was taken may bring up what was hidden before.
  for (let round = 0; round < 3; round += 1) {
    const left = () => unknown.filter((host) => !offered.has(host));
    const sheet = await stage.until(caseId, 'others', (one) => alike(one).some(({ value }) => left().includes(value))).catch(() => null);
    if (sheet === null) break;
    const found = alike(sheet).filter(({ value }) => left().includes(value));
    if (run.plant === 'one-server-overlooked') found.splice(1);
    for (const { value } of found) offered.add(value);
    await onDuty.press(caseId, { do: 'take-findings', ids: found.map(({ id }) => id) });
    if (left().length === 0 || run.plant === 'one-server-overlooked') break;
  }
  truths.note(
    '知られていなかった指令サーバー',
    'command servers that nobody had named',
    'plan',
    unknown.toSorted().join(' '),
    [...offered].toSorted().join(' '),
  );
  const done = await stage
    .until(caseId, 'the others are searched', (one) => unknown.every((host) => destinationsIn(one).includes(host)))
    .catch(() => stage.sheet(caseId));
  const wrong = alike(done).map(({ value }) => value);
  truths.note('定期的に通信する無害な宛先の誤認', 'harmless pollers taken for servers', 'plan', 0, wrong.length);
  const all = named(world.infected, world.infected);
  const whole = await stage
    .until(caseId, 'all computers', (one) => all.every((name) => computersIn(one).includes(name)))
    .catch(() => stage.sheet(caseId));
  truths.note('遠隔操作されている端末', 'computers under remote control', 'plan', all.join(' '), computersIn(whole).toSorted().join(' '));
}
