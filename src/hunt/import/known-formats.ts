// SPDX-License-Identifier: Apache-2.0
import { cefFormat } from '../formats/cef.ts';
import type { Format } from '../formats/read/format.ts';
import { dnsQueryFormat } from '../formats/network/dns-query.ts';
import { eveFormat } from '../formats/network/eve.ts';
import { asaFormat } from '../formats/network/asa.ts';
import { conntrackFormat } from '../formats/network/conntrack.ts';
import { filterlogFormat } from '../formats/network/filterlog.ts';
import { fortigateFormat } from '../formats/network/fortigate.ts';
import { junosFormat } from '../formats/network/junos.ts';
import { packetFormat } from '../formats/network/packet.ts';
import { panosFormat } from '../formats/network/paloalto.ts';
import { univergeFormat, yamahaFormat } from '../formats/network/router.ts';
import { sonicwallFormat } from '../formats/network/sonicwall.ts';
import { windowsDnsFormat } from '../formats/network/windows-dns.ts';
import { accessFormat } from '../formats/web/access.ts';
import { crowdstrikeFormat, defenderFormat } from '../formats/office/defender.ts';
import { entraAuditFormat, entraSignInFormat } from '../formats/office/entra.ts';
import { googleFormat } from '../formats/office/google.ts';
import { m365Format } from '../formats/office/m365.ts';
import { unixAuthFormat } from '../formats/office/unix-auth.ts';
import { windowsFormat } from '../formats/office/windows.ts';
import { albFormat, haproxyFormat } from '../formats/web/balancer.ts';
import { jsonAccessFormat } from '../formats/web/json-access.ts';
import { squidFormat } from '../formats/web/squid.ts';
import { w3cFormat } from '../formats/web/w3c.ts';
import { zeekJsonFormat } from '../formats/zeek/zeek-json.ts';
import { zeekTsvFormat } from '../formats/zeek/zeek-tsv.ts';

/** Most telling first: of two formats that read equally many lines, the earlier one is taken. */
export const formats: readonly Format[] = [
  eveFormat,
  zeekTsvFormat,
  w3cFormat,
  accessFormat,
  squidFormat,
  albFormat,
  haproxyFormat,
  fortigateFormat,
  cefFormat,
  dnsQueryFormat,
  packetFormat,
  panosFormat,
  sonicwallFormat,
  asaFormat,
  filterlogFormat,
  yamahaFormat,
  univergeFormat,
  junosFormat,
  conntrackFormat,
  windowsDnsFormat,
  unixAuthFormat,
  windowsFormat,
  m365Format,
  entraSignInFormat,
  entraAuditFormat,
  googleFormat,
  defenderFormat,
  crowdstrikeFormat,
  jsonAccessFormat,
  zeekJsonFormat,
];
