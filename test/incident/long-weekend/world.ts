// SPDX-License-Identifier: Apache-2.0
// What is known beforehand: the days, the company's network, its month of logs, the three command servers, and what is said.
import { companyLogs } from '../../support/company-logs.ts';
import type { CompanyLogs } from '../../support/company-logs.ts';
import { holidaysByLaw } from '../../support/japanese-holidays.ts';

export const DOMAIN = 'yamakawa-travel.example';
export const DESK_MAIL = `csirt@${DOMAIN}`;
export const VENDOR = 'soc@watch.example';
/** The proxy, which is the resolver too. */
export const PROXY = '10.1.0.8';
export const EDR = '198.19.9.9';
const [HOUR, DAY] = [3_600_000, 86_400_000];

/** Addresses of the three servers, as the logs have them: named by the vendor, plain HTTP, and behind an address that many share. */
export const SERVERS = { known: '203.0.113.66', plain: '203.0.113.71', shared: '203.0.113.200' } as const;

/** Services that the business cannot do without; all but the last are reached by name through the proxy. */
export const KEPT = [
  { id: 'mail', name: 'クラウドメール', host: 'mail.cloud-mail.example', address: '198.19.0.1' },
  { id: 'chat', name: '社内チャット', host: 'chat.cloud-chat.example', address: '198.19.0.2' },
  { id: 'update', name: 'OS の更新', host: 'update.cloud-update.example', address: '198.19.0.3' },
  { id: 'time', name: '勤怠管理', host: 'time.cloud-time.example', address: '198.19.0.4' },
] as const;

/** Saturday of the next weekend whose Monday is a holiday, as midnight in Japan. */
export function longWeekend(now: number): number {
  const civil = (at: number) => new Date(at + 9 * HOUR).toISOString().slice(0, 10);
  for (let at = Date.parse(`${civil(now + DAY)}T00:00:00+09:00`); ; at += DAY) {
    const monday = civil(at + 2 * DAY);
    if (new Date(at + 9 * HOUR).getUTCDay() === 6 && holidaysByLaw(Number(monday.slice(0, 4))).has(monday)) return at;
  }
}

export type World = {
  readonly saturday: number;
  readonly logs: CompanyLogs;
  /** The three names. */
  readonly names: { readonly known: string; readonly plain: string; readonly shared: string };
  /** Computers under remote control, without those that met a server only under another address. */
  readonly infected: readonly string[];
  readonly healthy: readonly string[];
};

export const SIZES = { small: { pcs: 30, days: 5 }, long: { pcs: 300, days: 35 } } as const;

export function makeWorld(now: number, size: keyof typeof SIZES): World {
  const saturday = longWeekend(now);
  const { pcs, days } = SIZES[size];
  const start = (Date.parse(new Date(saturday + 9 * HOUR).toISOString().slice(0, 10)) - days * DAY) / 1000;
  const seed = 22;
  const logs = companyLogs({ seed, pcs, days, from: 'squid', start });
  const all = Array.from({ length: pcs }, (_, at) => `10.${30 + (seed % 5)}.${Math.floor(at / 200)}.${10 + (at % 200)}`);
  return {
    saturday,
    logs,
    names: { known: logs.known, plain: logs.unknown[0], shared: logs.unknown[1] },
    infected: logs.infected,
    healthy: all.filter((ip) => !logs.infected.includes(ip)),
  };
}

/** What the caller says: no address, because a name is easily misheard. */
export const CALL = {
  subject: '監視会社から電話。社内の端末が不審な通信をしている',
  text: '監視会社の当直から。御社のネットワークから、遠隔操作のマルウェア（PlugX の疑い）の指令サーバーと見られる宛先への通信を検知した。宛先はメールで送るとのこと。折り返しは 03-0000-0110。',
} as const;

/** What is sent afterwards, written so that nobody can open it. */
export function vendorsMail({ names }: World): { readonly subject: string; readonly text: string } {
  const inert = names.known.replaceAll('.', '[.]');
  return {
    subject: '【至急】不審な通信の検知について（先ほどの電話の件）',
    text: `CSIRT ご担当者様\n\n先ほどお電話した件です。\n御社から次の宛先への通信を検知しています。\n\n宛先: hxxps://${inert}/\nIP: ${SERVERS.known.replaceAll('.', '[.]')}\n\nPlugX と呼ばれる遠隔操作マルウェアの指令サーバーと見ています。至急ご確認ください。\n\n監視センター`,
  };
}

/** The list of services with the decisions that were made beforehand, as the company keeps it. */
export function servicesCsv(saturday: number): string {
  const day = new Date(saturday - 40 * DAY).toISOString().slice(0, 10);
  const kept = KEPT.map(
    ({ id, name, host, address }) =>
      `${id},${name},service,.${host.split('.').slice(1).join('.')},${address},443,情報システム部,1,keep,鈴木 一郎,${day},no,契約書,${day}`,
  );
  return `${[
    'id,service,kind,names,ranges,ports,owner,priority,decision,decided_by,decided_on,carrier,source,fetched_at',
    ...kept,
    `edr,端末監視（EDR）,responder,,${EDR},443,情報システム部,1,keep,鈴木 一郎,${day},no,契約書,${day}`,
    `proxy,プロキシー,proxy,,${PROXY},,情報システム部,1,keep,鈴木 一郎,${day},no,自社,${day}`,
    `cdn,共用の配信網,shared,,${SERVERS.shared},,情報システム部,3,undecided,,,no,通信の記録,${day}`,
  ].join('\n')}\n`;
}
