// SPDX-License-Identifier: Apache-2.0
// Reads a statement as a stranger would, without knowing how it was made: every time, figure and name in it.

export type Read =
  | { readonly is: 'time'; readonly from: number; readonly to: number; readonly at: string }
  | { readonly is: 'figure'; readonly from: number; readonly to: number; readonly digits: string };

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const JA = /(\d{4})年(\d{1,2})月(\d{1,2})日\((.)\) (\d\d):(\d\d) JST/g;
const EN = /([A-Z][a-z]{2}) (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}), (\d\d):(\d\d) JST/g;

/** Times first; what is left of digits are figures. Times are told back in UTC, to the minute. */
export function readFigures(text: string): readonly Read[] {
  const found: Read[] = [];
  for (const { 0: whole, 1: year, 2: month, 3: day, 4: weekday, 5: hour, 6: minute, index } of text.matchAll(JA))
    found.push(time(index, whole, [year, month, day, hour, minute], '日月火水木金土'.indexOf(weekday ?? '')));
  for (const { 0: whole, 1: weekday, 2: day, 3: month, 4: year, 5: hour, 6: minute, index } of text.matchAll(EN))
    found.push(
      time(
        index,
        whole,
        [year, String(MONTHS.indexOf(month ?? '') + 1), day, hour, minute],
        ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(weekday ?? ''),
      ),
    );
  let rest = text;
  for (const { from, to } of found) rest = rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to);
  for (const { 0: whole, index } of rest.matchAll(/\d[\d,]*\d|\d/g))
    found.push({ is: 'figure', from: index, to: index + whole.length, digits: whole.replaceAll(',', '') });
  return found;
}

function time(from: number, whole: string, parts: readonly (string | undefined)[], weekday: number): Read {
  const [year, month, day, hour, minute] = parts.map(Number) as [number, number, number, number, number];
  const onWall = new Date(Date.UTC(year, month - 1, day, hour, minute));
  if (onWall.getUTCDay() !== weekday) throw new Error(`${whole}: that day is another weekday`);
  return { is: 'time', from, to: from + whole.length, at: new Date(onWall.getTime() - 9 * 3_600_000).toISOString().slice(0, 16) };
}

type Span = { readonly span: readonly [number, number]; readonly field: string; readonly value: string | number };

/**
 * What in the text does not trace to a field of the case: a time or figure without a span that shows exactly it (or a text
 * of the case that holds it), a span whose value is not the truth, a name outside every span.
 */
export function untraced(
  draft: { readonly text: string; readonly spans: readonly Span[] },
  truth: ReadonlyMap<string, string | number>,
  names: readonly string[],
): readonly string[] {
  const { text, spans } = draft;
  const faults: string[] = [];
  const around = (from: number, to: number) => spans.filter(({ span }) => span[0] <= from && span[1] >= to);
  for (const one of readFigures(text)) {
    const shown = text.slice(one.from, one.to);
    const isShown = ({ span, value }: Span) =>
      (span[0] === one.from &&
        span[1] === one.to &&
        (one.is === 'time' ? String(value).startsWith(one.at) : String(value) === one.digits)) ||
      (typeof value === 'string' && text.slice(span[0], span[1]) === value && value.includes(shown));
    if (!around(one.from, one.to).some(isShown)) faults.push(`no field behind ${shown}`);
  }
  for (const { field, value, span } of spans) {
    const real = truth.get(field);
    if (real === undefined) faults.push(`${field}: nothing of the case`);
    else if (typeof real === 'string' && !Number.isNaN(Date.parse(real)) && /^\d{4}-/.test(real)) {
      if (Date.parse(real) !== Date.parse(String(value))) faults.push(`${field}: ${value} is ${real}`);
    } else if (real !== value) faults.push(`${field}: ${value} is ${real}`);
    if (span[0] >= span[1] || span[1] > text.length) faults.push(`${field}: no place in the text`);
  }
  for (const name of names)
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
      if (around(at, at + name.length).length === 0) faults.push(`no field behind ${name}`);
  return faults;
}
