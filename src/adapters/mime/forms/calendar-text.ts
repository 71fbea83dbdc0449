// SPDX-License-Identifier: Apache-2.0
const SAID = /^(SUMMARY|DESCRIPTION|LOCATION|COMMENT)(?:;[^:\n]{0,200})?:(.*)$/;
const MOST_LINES = 200;

/** The words of an invitation (RFC 5545): summary, place, description and comment, unfolded and unescaped. One pass. */
export function calendarText(source: string): string {
  const lines = source.replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/);
  return lines
    .flatMap((line) => {
      const value = SAID.exec(line)?.[2];
      return value === undefined || value.trim() === '' ? [] : [value.replaceAll(/\\n/gi, '\n').replaceAll(/\\([,;\\])/g, '$1')];
    })
    .slice(0, MOST_LINES)
    .join('\n');
}
