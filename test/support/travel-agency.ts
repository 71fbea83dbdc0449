// SPDX-License-Identifier: Apache-2.0

/**
 * A travel agency's own month, made up: five departments, cloud mail and reservations on 443, a bank transfer once a
 * month, services nobody has decided about, one computer and then a second one under remote control. Test networks only.
 */
export type Agency = { readonly flows: string; readonly services: string; readonly indicators: string };

type Site = { readonly name: string; readonly address: string; readonly port: number; readonly v6?: string };
type Habit = { readonly site: Site; readonly departments: readonly string[]; readonly every: number; readonly share: number };

const departments: Readonly<Record<string, { readonly code: string; readonly net: number; readonly people: number }>> = {
  営業部: { code: 'EIGYO', net: 1, people: 18 },
  予約センター: { code: 'YOYAKU', net: 2, people: 14 },
  経理部: { code: 'KEIRI', net: 3, people: 5 },
  ウェブ事業部: { code: 'WEB', net: 4, people: 7 },
  総務部: { code: 'SOUMU', net: 5, people: 4 },
};
const everybody = Object.keys(departments);

const site = (name: string, last: number, port = 443): Site => ({ name, address: `203.0.113.${last}`, port });
const mail: Site = { ...site('outlook.mail-cloud.example', 10), v6: '2001:db8:10::10' };
const habits: readonly Habit[] = [
  { site: mail, departments: everybody, every: 1, share: 1 },
  { site: site('reserve.booking-hub.example', 20), departments: ['予約センター', '営業部'], every: 1, share: 1 },
  { site: site('pay.card-gate.example', 30), departments: ['予約センター', '経理部'], every: 1, share: 0.8 },
  { site: site('login.identity.example', 40), departments: everybody, every: 1, share: 1 },
  { site: site('ocsp.trust-ca.example', 41, 80), departments: everybody, every: 2, share: 0.9 },
  { site: site('update.os-vendor.example', 42), departments: everybody, every: 7, share: 1 },
  { site: site('files.share-cloud.example', 50), departments: ['営業部', 'ウェブ事業部'], every: 1, share: 0.7 },
  { site: site('meet.video-call.example', 51), departments: ['営業部', '総務部', 'ウェブ事業部'], every: 2, share: 0.6 },
  { site: site('kintai.hr-cloud.example', 52), departments: everybody, every: 1, share: 1 },
  { site: site('static.hotel-pictures.example', 60), departments: ['ウェブ事業部'], every: 1, share: 1 },
  { site: site('api.weather.example', 61), departments: ['営業部'], every: 3, share: 0.4 },
  { site: { name: 'cdn.leisure.example', address: '192.0.2.80', port: 443 }, departments: ['営業部', '総務部'], every: 2, share: 0.5 },
  { site: { name: 'news.daily.example', address: '192.0.2.80', port: 443 }, departments: everybody, every: 2, share: 0.3 },
  { site: site('transfer.bank.example', 90), departments: ['経理部'], every: 30, share: 0.6 },
];
const attackers = [
  { address: '198.51.100.66', host: 'PC-EIGYO-03', from: 24 },
  { address: '198.51.100.66', host: 'PC-WEB-02', from: 28 },
  { address: '198.51.100.77', host: 'PC-EIGYO-03', from: 30 },
  { address: '198.51.100.88', host: 'PC-WEB-02', from: 33 },
];

/** `lastDay` is an ISO date; 36 days end there. */
export function travelAgency(lastDay: string): Agency {
  const random = generator(20_160_319);
  const end = Date.parse(`${lastDay}T00:00:00Z`);
  const rows: string[] = ['day,src,host,user,department,dst,port,proto,name,flows,bytes'];
  for (let day = 0; day < 36; day += 1) {
    const at = new Date(end - (35 - day) * 86_400_000);
    const date = at.toISOString().slice(0, 10);
    const weekend = at.getUTCDay() === 0 || at.getUTCDay() === 6;
    for (const [department, { code, net, people }] of Object.entries(departments)) {
      if (weekend && department !== '予約センター') continue;
      for (let person = 1; person <= people; person += 1) {
        const two = String(person).padStart(2, '0');
        const who = { host: `PC-${code}-${two}`, src: `10.66.${net}.${person + 10}`, user: `${code.toLowerCase()}${two}`, department };
        for (const habit of habits) {
          if (!habit.departments.includes(department) || (day + person) % habit.every !== 0) continue;
          if (habit.every < 30 && random() > habit.share) continue;
          rows.push(line(date, who, habit.site.address, habit.site.port, habit.site.name, 3 + Math.floor(random() * 40)));
          if (habit.site.v6 !== undefined && person % 3 === 0)
            rows.push(line(date, { ...who, src: `fd66:${net}::${person + 10}` }, habit.site.v6, 443, habit.site.name, 5));
        }
        for (const { address, host, from } of attackers)
          if (host === who.host && day >= from)
            rows.push(line(date, who, address, day % 2 === 0 ? 443 : 80, '', 6 + Math.floor(random() * 30)));
      }
    }
  }
  return {
    flows: `${rows.join('\n')}\n`,
    services: servicesOf(lastDay),
    indicators: `198.51.100.66:443 # ベンダーが知らせた相手\nhost:PC-EIGYO-03 # 第一報の端末\n`,
  };
}

type Who = { readonly host: string; readonly src: string; readonly user: string; readonly department: string };

function line(date: string, who: Who, dst: string, port: number, name: string, flows: number): string {
  return [date, who.src, who.host, who.user, who.department, dst, port, 'tcp', name, flows, flows * 1800].join(',');
}

/** A name as somebody hostile would write it into a table that others open. */
export const hostileName = `=cmd|' /C calc'!A0 <img src=x onerror="document.title='taken'">`;

function servicesOf(lastDay: string): string {
  const old = new Date(Date.parse(lastDay) - 47 * 86_400_000).toISOString().slice(0, 10);
  return `${[
    'id,service,kind,names,ranges,ports,owner,priority,decision,decided_by,decided_on,carrier,source,fetched_at',
    `mail,クラウドメール,service,.mail-cloud.example,203.0.113.10 2001:db8:10::10,443,情報システム部,1,keep,青木 常務,2026-04-10,no,提供元の公開一覧,${old}`,
    `booking,予約受付,service,reserve.booking-hub.example,203.0.113.20,443,予約センター,1,keep,青木 常務,2026-04-10,no,契約書,${lastDay}`,
    `payment,カード決済,service,pay.card-gate.example,203.0.113.30,443,経理部,1,keep,青木 常務,2026-04-10,no,契約書,${lastDay}`,
    `identity,社員のサインイン,dependency,login.identity.example,203.0.113.40,443,情報システム部,1,keep,青木 常務,2026-04-10,no,契約書,${lastDay}`,
    `ocsp,証明書の確認,dependency,ocsp.trust-ca.example,203.0.113.41,80,情報システム部,2,keep,青木 常務,2026-04-10,no,通信の記録,${lastDay}`,
    `update,OS の更新,dependency,update.os-vendor.example,203.0.113.42,443,情報システム部,2,keep,青木 常務,2026-04-10,no,通信の記録,${lastDay}`,
    `files,共有ファイル,service,files.share-cloud.example,203.0.113.50,443,営業部,3,undecided,,,yes,契約書,${lastDay}`,
    `kintai,勤怠管理,service,kintai.hr-cloud.example,203.0.113.52,443,総務部,3,undecided,,,no,契約書,${lastDay}`,
    `pictures,ホテル写真の配信,service,static.hotel-pictures.example,,443,ウェブ事業部,4,stop,青木 常務,2026-04-10,no,通信の記録,${lastDay}`,
    `bank,銀行振込,service,transfer.bank.example,203.0.113.90,443,経理部,2,keep,青木 常務,2026-04-10,no,契約書,${lastDay}`,
    `edr,端末監視（EDR）,responder,edr.inside.example,10.66.9.9,8000,情報システム部,1,keep,青木 常務,2026-04-10,no,自社,${lastDay}`,
    `odd,"${hostileName.replaceAll('"', '""')}",service,odd.example,203.0.113.99,443,"=HYPERLINK(""http://x"")",5,undecided,,,no,<b>x</b>,${lastDay}`,
  ].join('\n')}\n`;
}

/** mulberry32: the same numbers everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
