// SPDX-License-Identifier: Apache-2.0
type Lang = 'ja' | 'en';

const ZONE_NAMES: Readonly<Record<string, string>> = { 'Asia/Tokyo': 'JST', UTC: 'UTC', 'Etc/UTC': 'UTC' };

export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function partsOf(millis: number, lang: Lang, zone: string): Record<string, string> {
  const format = new Intl.DateTimeFormat(lang === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone: zone,
    calendar: 'gregory',
    year: 'numeric',
    month: lang === 'ja' ? 'numeric' : 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  return Object.fromEntries(format.formatToParts(millis).map((part) => [part.type, part.value]));
}

/**
 * `11月21日(土) 14:05 JST` · `Sat 21 Nov 14:05 JST`; with the year when it is not this year's.
 * What is not a time is given back as it stands.
 */
export function formatTime(iso: string, lang: Lang, zone = deviceZone(), now = Date.now()): string {
  const millis = Date.parse(iso);
  if (Number.isNaN(millis)) return iso;
  const p = partsOf(millis, lang, zone);
  const otherYear = partsOf(now, lang, zone)['year'] !== p['year'];
  const clock = `${p['hour']}:${p['minute']} ${ZONE_NAMES[zone] ?? p['timeZoneName']}`;
  if (lang === 'ja') return `${otherYear ? `${p['year']}年` : ''}${p['month']}月${p['day']}日(${p['weekday']}) ${clock}`;
  return `${p['weekday']} ${p['day']} ${p['month']}${otherYear ? ` ${p['year']}` : ''} ${clock}`;
}

const INSTANTS = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z/g;

/** Sentences of the desk name instants in UTC; a reader gets them in the zone of the device. */
export function withTimes(text: string, lang: Lang, zone = deviceZone(), now = Date.now()): string {
  return text.replace(INSTANTS, (iso) => formatTime(iso, lang, zone, now));
}

const STEPS = [
  { until: 60, per: 1, ja: '秒', en: 's' },
  { until: 3600, per: 60, ja: '分', en: ' min' },
  { until: 86_400, per: 3600, ja: '時間', en: ' h' },
  { until: Number.POSITIVE_INFINITY, per: 86_400, ja: '日', en: ' d' },
] as const;

/** `3分前` · `3 min ago`. A clock that is ahead of ours says "now", not a negative age. */
export function formatAge(iso: string, now: number, lang: Lang): string {
  const millis = Date.parse(iso);
  if (Number.isNaN(millis)) return iso;
  const seconds = Math.max(0, Math.floor((now - millis) / 1000));
  if (seconds < 10) return lang === 'ja' ? 'たった今' : 'now';
  const step = STEPS.find(({ until }) => seconds < until) ?? STEPS[3];
  const count = Math.floor(seconds / step.per);
  return lang === 'ja' ? `${count}${step.ja}前` : `${count}${step.en} ago`;
}

/** Decimal units, one digit after the point above a kilobyte. */
export function formatBytes(count: number, lang: Lang): string {
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(lang, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value);
  if (count < 1000) return lang === 'ja' ? `${count} バイト` : `${count} bytes`;
  if (count < 1_000_000) return `${number(count / 1000, 1)} kB`;
  if (count < 1_000_000_000) return `${number(count / 1_000_000, 1)} MB`;
  return `${number(count / 1_000_000_000, 1)} GB`;
}
