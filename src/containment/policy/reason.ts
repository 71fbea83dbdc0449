// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { counted } from './count.ts';

type Facts = Readonly<Record<string, string | number>>;

/** The first place where two things meet, and how many more there are. */
function some(f: Facts, lang: 'ja' | 'en'): string {
  const more = Number(f['parts']) - 1;
  if (!(more > 0)) return String(f['part']);
  return lang === 'ja' ? `${f['part']} ほか ${more} か所` : `${f['part']} and ${more} more`;
}

function of(service: string | number | undefined, lang: 'ja' | 'en'): string {
  if (service === '' || service === undefined) return '';
  return lang === 'ja' ? `「${service}」` : ` "${service}"`;
}

/**
 * Why something is not, or not fully, stopped; or what a plan rests on. One code, one sentence in each
 * language. `limit`: attack traffic may live on. `risk`: business may be hit unseen. `note`: what was done about a trap.
 */
export const reasonTexts = {
  'not-read': [
    'limit',
    (f) => `痕跡情報のうち ${f['count']} 行は読めませんでした。この計画では止めていません：${f['examples']}`,
    (f) =>
      `${counted(f['count'], 'line')} of the indicators ${Number(f['count']) === 1 ? 'was' : 'were'} not read and ${Number(f['count']) === 1 ? 'is' : 'are'} not stopped: ${f['examples']}`,
  ],
  'inventory-not-read': [
    'risk',
    (f) => `台帳のうち ${f['count']} か所は読めませんでした。台帳だけを残す案では、その部分も止まります：${f['examples']}`,
    (f) =>
      `${counted(f['count'], 'cell')} of the inventory could not be read; a plan that keeps only the inventory stops that too: ${f['examples']}`,
  ],
  'listed-kept-left-open': [
    'limit',
    (f) =>
      `痕跡情報 ${f['listed']} は、残すと決めた「${f['service']}」（${some(f, 'ja')}）を含みます。この部分は止めず、攻撃の通信にも数えていません。止める場合は、台帳の判断を変えてください`,
    (f) =>
      `The indicator ${f['listed']} holds "${f['service']}" (${some(f, 'en')}), which the inventory keeps: that part is not stopped and its use is not counted as attack. To stop it, change the decision in the inventory`,
  ],
  'listed-kept-cut': [
    'risk',
    (f) => `痕跡情報 ${f['listed']} は、残すと決めた「${f['service']}」の中にあります。痕跡情報のほうが狭いため、この部分は止めます`,
    (f) =>
      `The indicator ${f['listed']} lies inside "${f['service']}", which the inventory keeps: the indicator is the narrower one, so that part is stopped`,
  ],
  'listed-own-left-open': [
    'limit',
    (f) => `痕跡情報 ${f['listed']} は、自組織のネットワーク${of(f['service'], 'ja')}（${some(f, 'ja')}）を含みます。この部分は止めません`,
    (f) => `The indicator ${f['listed']} holds own networks${of(f['service'], 'en')} (${some(f, 'en')}): that part is not stopped`,
  ],
  'listed-own-cut': [
    'risk',
    (f) =>
      `痕跡情報 ${f['listed']} は、自組織のネットワーク${of(f['service'], 'ja')}の中にあります。疑いのある端末なら host: を付けて指定してください`,
    (f) =>
      `The indicator ${f['listed']} lies inside your own networks${of(f['service'], 'en')}: if it is a computer under suspicion, list it as host:`,
  ],
  'listed-responder-left-open': [
    'limit',
    (f) => `痕跡情報 ${f['listed']} は、担当者の経路「${f['service']}」（${some(f, 'ja')}）と重なります。この部分は止めません`,
    (f) => `The indicator ${f['listed']} overlaps the responders' path "${f['service']}" (${some(f, 'en')}): that part is not stopped`,
  ],
  'listed-responder-cut': [
    'risk',
    (f) => `痕跡情報 ${f['listed']} は、担当者の経路「${f['service']}」の名前の中にあります。この名前は止めます`,
    (f) => `The indicator ${f['listed']} lies inside the names of the responders' path "${f['service']}": that name is stopped`,
  ],
  'listed-other-cut': [
    'risk',
    (f) => `痕跡情報 ${f['listed']} は、台帳の「${f['service']}」（${some(f, 'ja')}）を含みます。残すという判断がないため、止まります`,
    (f) =>
      `The indicator ${f['listed']} holds "${f['service']}" (${some(f, 'en')}) of the inventory: nobody decided to keep it, so it stops`,
  ],
  'listed-in-part': [
    'limit',
    (f) => `痕跡情報のうち ${f['count']} 件は、この案では全体を止めません（${f['examples']}）`,
    (f) => `${counted(f['count'], 'indicator is', 'indicators are')} not closed as a whole by this option: ${f['examples']}`,
  ],
  'responder-path-by-name': [
    'limit',
    (f) =>
      `担当者の経路（${f['service']}）は名前で登録されています。記録にあった ${f['addresses']} 個のアドレスだけを開けておきます。新しいアドレスは、隔離した端末からは届きません`,
    (f) =>
      `The responders' path (${f['service']}) is listed by name: it is kept at its ${counted(f['addresses'], 'recorded address', 'recorded addresses')} only; isolated computers do not reach new addresses of it`,
  ],
  'responder-path-closed': [
    'risk',
    (f) =>
      `担当者の経路（${f['service']}）のアドレスが台帳にも記録にもありません。隔離や全遮断では、この経路も止まります。台帳にアドレスを書いてください`,
    (f) =>
      `No address of the responders' path (${f['service']}) is in the inventory or on record: isolation and a closed base stop it too. Put its addresses into the inventory`,
  ],
  'own-names': [
    'risk',
    (f) =>
      `リゾルバーが答える自組織の名前は、台帳の ${f['declared']} 件と記録にあった ${f['recorded']} 件だけです。ほかの自組織の名前と逆引きには答えないため、それらで使う社内のサーバーには届かなくなります。台帳の internal の行に自組織のドメイン（*. で始める形）を書いてください`,
    (f) =>
      `Of your own networks' names the resolver answers only ${counted(f['declared'], 'pattern')} of the inventory and ${counted(f['recorded'], 'name')} on record: servers inside that are reached by another name, or by a reverse look-up, are not found. Write your own domains (as *.) into an internal row of the inventory`,
  ],
  'unknown-command-servers': [
    'limit',
    (f) =>
      `侵害の疑いがある端末 ${f['hosts']} 台がインターネットにつながったままです。まだ知られていない指令サーバーとの通信は止まりません`,
    (f) =>
      `${counted(f['hosts'], 'suspected computer stays', 'suspected computers stay')} connected: command servers that nobody has seen yet are not stopped`,
  ],
  'over-budget': [
    'limit',
    (f) => `残るリスクは攻撃の通信 ${f['residual']} 組分で、許容量の ${f['budget']} 組分を超えています`,
    (f) => `The residual risk, in open attack flows, is ${f['residual']}, over the tolerance of ${f['budget']}`,
  ],
  'shared-address': [
    'limit',
    (f) =>
      `アドレス ${f['address']}${f['network'] === undefined ? '' : `（共用ネットワーク「${f['network']}」）`} は、社内で使っている ${f['names']} 個の名前と共用です。アドレスで止めると ${f['services']} も止まります`,
    (f) =>
      `Address ${f['address']}${f['network'] === undefined ? '' : ` (shared network "${f['network']}")`} is shared with ${counted(f['names'], 'name')} in use: cutting it by address would stop ${f['services']}`,
  ],
  'shared-network': [
    'risk',
    (f) =>
      `アドレス ${f['address']} は共用ネットワーク「${f['network']}」のものです。記録ではほかの利用は見えませんが、別の名前が同じアドレスに移ってくると、一緒に止まります`,
    (f) =>
      `Address ${f['address']} belongs to the shared network "${f['network']}": no other use is on record, but names that move there later would be stopped with it`,
  ],
  'priority-one': [
    'limit',
    (f) => `アドレス ${f['address']} は「止めない」と決めたサービス（${f['services']}）が使っているため、アドレスでは止めません`,
    (f) => `Address ${f['address']} carries ${f['services']}, which are critical, so it is not cut by address`,
  ],
  'name-not-enforced': [
    'limit',
    (f) => `名前 ${f['name']} で止める場所（リゾルバー・プロキシー）がありません`,
    (f) => `There is no point (resolver, proxy) that can enforce the name ${f['name']}`,
  ],
  'listed-names-open': [
    'limit',
    (f) =>
      `リストの名前 ${f['count']} 件（${f['examples']}）は、名前で止める場所（リゾルバー・プロキシー）がこの計画にないため、どの案でも止めません`,
    (f) =>
      `${counted(f['count'], 'listed name')} (${f['examples']}) ${Number(f['count']) === 1 ? 'is' : 'are'} not stopped by any option: this plan has no point (resolver, proxy) that enforces names`,
  ],
  'domain-fronting': [
    'limit',
    (f) => `共用アドレス ${f['address']} では、名乗りを偽る通信（ドメインフロンティング）を名前のルールでは見分けられません`,
    (f) => `On the shared address ${f['address']} traffic that gives a false name (domain fronting) is not seen by name rules`,
  ],
  'no-sni': [
    'limit',
    (f) => `443番の通信のうち ${f['share']} % は名前が読めませんでした。名前のルールはこれらに効きません`,
    (f) => `${f['share']} % of port 443 connections had no readable name: name rules do not hold for them`,
  ],
  ech: [
    'limit',
    (f) => `ECH（暗号化された名乗り）の通信が ${f['flows']} 件あります。プロキシーからは外側の名前しか見えません`,
    (f) => `${counted(f['flows'], 'connection')} used Encrypted Client Hello: a proxy sees the outer name only`,
  ],
  doh: [
    'limit',
    (f) =>
      `社外のリゾルバー（DoH・DoT・公開DNS）への通信が ${f['flows']} 件あります。名前のルールは自組織のリゾルバーを使う端末にしか効きません`,
    (f) =>
      `${counted(f['flows'], 'connection')} went to outside resolvers (DoH, DoT, public DNS): name rules hold only for clients of your own resolver`,
  ],
  quic: [
    'limit',
    (f) => `QUIC（UDP 443）の通信が ${f['flows']} 件あります。プロキシーの名前のルールは効かないため、UDP 443 を閉じる必要があります`,
    (f) => `${counted(f['flows'], 'connection')} used QUIC (UDP 443), which a proxy's name rules do not see: close UDP 443`,
  ],
  'ipv6-path-unknown': [
    'limit',
    () => 'IPv6 の通信が記録に一件もありません。IPv6 の経路が無いのか、記録されていないだけなのかは分かりません',
    () => 'No IPv6 traffic is on record: whether there is no IPv6 path or it is not recorded cannot be told',
  ],
  'host-ipv6-unknown': [
    'limit',
    (f) => `端末 ${f['host']} の IPv6 アドレスが分かりません。隔離は分かっているアドレス（${f['addresses']} 個）だけに効きます`,
    (f) =>
      `No IPv6 address of ${f['host']} is known: isolation holds for its ${counted(f['addresses'], 'known address', 'known addresses')} only`,
  ],
  'host-ipv4-unknown': [
    'limit',
    (f) => `端末 ${f['host']} の IPv4 アドレスが分かりません。隔離は分かっているアドレス（${f['addresses']} 個）だけに効きます`,
    (f) =>
      `No IPv4 address of ${f['host']} is known: isolation holds for its ${counted(f['addresses'], 'known address', 'known addresses')} only`,
  ],
  'other-ports': [
    'note',
    (f) => `痕跡情報はポート ${f['ports']} だけを挙げていますが、${f['address']} は全ポートを止めます`,
    (f) => `The indicator names port ${f['ports']} only; all ports of ${f['address']} are closed`,
  ],
  'established-sessions': [
    'note',
    (f) =>
      `止める相手と接続中の通信があり得ます（最終日の記録 ${f['flows']} 件）。ルールを既存接続の許可より前に置くため、その通信も止まります。接続そのものは適用のときに切断し、できなければそう記録します`,
    (f) =>
      `Live sessions may exist (${counted(f['flows'], 'connection')} on the last day on record): the rules come before the one for established sessions, so these carry nothing more; the sessions themselves are ended when the plan is applied, or the record says that they were not`,
  ],
  'source-hidden': [
    'limit',
    (f) =>
      `${f['host']} の後ろに複数の端末が隠れています（利用者 ${f['users']} 人）。ここで隔離すると全員が止まるため、内側で止める必要があります`,
    (f) => `${f['host']} hides several computers (${counted(f['users'], 'user')}): isolating it stops everyone; act inside it`,
  ],
  'stale-list': [
    'risk',
    (f) => `「${f['service']}」のアドレス一覧は ${f['days']} 日前のものです。新しいアドレスは止まってしまいます`,
    (f) => `The address list of "${f['service']}" is ${counted(f['days'], 'day')} old: newer addresses of it would be stopped`,
  ],
  'whole-cloud-keep': [
    'limit',
    (f) =>
      `「${f['service']}」を残すと ${f['addresses']} 個のアドレスが開きます（実際に使われたのは ${f['observed']} 個）。攻撃者も同じクラウドを借りられます`,
    (f) =>
      `Keeping "${f['service']}" opens ${counted(f['addresses'], 'address', 'addresses')}, ${f['observed']} of them in use: an attacker can rent there too`,
  ],
  'own-lock-out': [
    'risk',
    () => '担当者の経路（EDR・遠隔操作・ログ転送）が台帳にありません。適用すると自分たちも締め出される恐れがあります',
    () => 'The inventory names no path of the responders (EDR, remote desk, log shipping): applying may lock you out',
  ],
  'responder-path-open': [
    'limit',
    (f) => `隔離した端末からも担当者の経路（${f['service']}）は開いています`,
    (f) => `The responders' path (${f['service']}) stays open even for isolated computers`,
  ],
  'dhcp-churn': [
    'risk',
    (f) => `アドレス ${f['address']} は期間中に複数の端末が使いました（DHCP）。隔離すると別の端末を止める恐れがあります`,
    (f) => `Address ${f['address']} was used by several computers (DHCP): isolation may hit whoever has it now`,
  ],
  'dead-drop': [
    'limit',
    (f) => `残すサービス「${f['service']}」は、それ自体が指令の受け渡しに使われ得ます`,
    (f) => `The kept service "${f['service']}" can itself carry commands`,
  ],
  'dynamic-dns': [
    'limit',
    (f) => `${f['name']} はダイナミックDNSの名前です。アドレスはいつでも変わるため、アドレスのルールは長く持ちません`,
    (f) => `${f['name']} is a dynamic DNS name: its address may change at any time, so address rules do not last`,
  ],
  'hidden-dependency': [
    'risk',
    (f) => `残すサービスの裏で使われる通信（${f['kind']}：${f['example']}）が台帳にありません`,
    (f) => `A hidden dependency (${f['kind']}: ${f['example']}) is not in the inventory`,
  ],
  'window-too-short': [
    'risk',
    (f) => `記録は ${f['days']} 日分です。月次・年次の処理はまだ見えていません（35日以上が必要）`,
    (f) => `The record covers ${counted(f['days'], 'day')}: monthly and yearly jobs are not seen (35 days are needed)`,
  ],
  'same-segment': [
    'limit',
    (f) => `${f['host']} は社内の ${f['peers']} 台とも通信しています。同じネットワーク内の通信は境界の装置では止まりません`,
    (f) =>
      `${f['host']} also talks to ${counted(f['peers'], 'computer')} inside: traffic within one network does not pass the border device`,
  ],
  'unnamed-share': [
    'risk',
    (f) => `社外への通信の ${f['share']} % は、台帳のどのサービスにも当たりません`,
    (f) => `${f['share']} % of the outside connections belong to no service of the inventory`,
  ],
  'no-flow-met': [
    'note',
    (f) => `痕跡情報 ${f['count']} 件は記録の中に現れませんでした。予防として止めます`,
    (f) =>
      `${counted(f['count'], 'indicator was', 'indicators were')} not met by any recorded connection; ${Number(f['count']) === 1 ? 'it is' : 'they are'} cut as a precaution`,
  ],
  'unknown-host': [
    'limit',
    (f) => `疑いのある端末 ${f['host']} は記録に現れません。アドレスが分からないためルールを作れません`,
    (f) => `The suspected computer ${f['host']} is not in the record: without its address there is no rule`,
  ],
  'device-limit': [
    'limit',
    (f) =>
      `${f['target']} に入るルールは ${f['most']} 件までですが、この選択肢には ${f['rules']} 件が要ります（必ず止める通信を覆うには少なくとも ${f['least']} 件）`,
    (f) =>
      `${f['target']} takes ${counted(f['most'], 'rule')} and this option needs ${f['rules']} (at least ${f['least']} to cover what must be stopped)`,
  ],
  'fewer-rules': [
    'note',
    (f) =>
      `${f['target']} の上限 ${f['most']} 件に収めるため、ルールを ${f['before']} 件から ${f['rules']} 件に減らしました。予防のルールを外し、業務への影響が増えることがあります`,
    (f) =>
      `To fit within ${counted(f['most'], 'rule')} of ${f['target']} the rules went from ${f['before']} to ${f['rules']}: precautions are left out, and more business may be hit`,
  ],
} as const satisfies Readonly<Record<string, readonly ['limit' | 'risk' | 'note', (facts: Facts) => string, (facts: Facts) => string]>>;

export type ReasonCode = keyof typeof reasonTexts;

export type Reason = {
  readonly code: ReasonCode;
  readonly kind: 'limit' | 'risk' | 'note';
  readonly text: Bilingual;
  readonly facts: Facts;
};

/** A reason with its words in both languages, filled from the facts. */
export function reason(code: ReasonCode, facts: Facts = {}): Reason {
  const [kind, ja, en] = reasonTexts[code];
  return { code, kind, text: { ja: ja(facts), en: en(facts) }, facts };
}
