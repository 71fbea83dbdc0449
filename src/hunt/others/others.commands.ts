// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { decodeTextLeniently } from '../../common/decode-text.ts';
import { searchNames } from '../../case/fold/hunt.ts';
import { answerOf, answerSentence } from '../../case/fold/words/hunt-answer.ts';
import type { CommandCall, CommandSpec } from '../../edge/command.ts';
import { parseCaseId } from '../../journal/stream.ts';
import { data, failed, periodOf, refused, since, until, withDesk } from '../command.edge.ts';
import type { HuntCommandDeps } from '../command.edge.ts';
import { isZone } from '../../kernel/instant.ts';
import type { Indicator } from '../indicator/indicator.ts';
import { readIndicators } from '../indicator/read.ts';
import type { StandingStore } from '../standing-search/standing-store.port.ts';
import { findOthers } from './find.ts';
import { withComputers } from './shown.ts';

/** The desk's own store is opened only where a case is named. */
export type OthersCommandDeps = HuntCommandDeps & { readonly watched: () => Promise<Pick<StandingStore, 'indicators' | 'allowed'>> };

/** `matoi hunt others`. */
export function othersCommand(deps: OthersCommandDeps): CommandSpec {
  return {
    path: ['hunt', 'others'],
    summary: {
      ja: '確認できた宛先と似た動きをする、ほかの宛先と端末を探します',
      en: 'Look for other destinations and computers that behave like the confirmed ones',
    },
    args: '',
    options: {
      data,
      since,
      until,
      case: {
        type: 'string',
        value: 'C-…',
        about: { ja: 'この事案で探している痕跡情報から始める', en: 'start from what this case looks for' },
      },
      indicators: { type: 'string', many: true, value: 'FILE', about: { ja: '確認できた痕跡情報', en: 'confirmed indicators' } },
      allow: {
        type: 'string',
        many: true,
        value: 'FILE',
        about: { ja: '無害と確認したもの', en: 'the allowlist: what is known to be harmless' },
      },
      zone: {
        type: 'string',
        value: 'ZONE',
        about: {
          ja: '夜間と週末を数えるタイムゾーン（既定 Asia/Tokyo）',
          en: 'zone in which nights and weekends are counted (default Asia/Tokyo)',
        },
      },
      limit: { type: 'string', value: 'N', about: { ja: '宛先の件数（既定 100）', en: 'how many destinations (default 100)' } },
    },
    run: (call) =>
      withDesk(deps, call, async ({ engine }) => {
        const period = periodOf(call);
        const zone = call.text('zone') ?? 'Asia/Tokyo';
        const limit = Number(call.text('limit') ?? 100);
        if (period === null || !isZone(zone) || !Number.isInteger(limit) || limit < 1)
          return refused(call, '時刻、タイムゾーンか件数の書き方が違います。', 'A time, the zone or the number cannot be read.');
        const caseId = call.text('case') === undefined ? null : parseCaseId(call.text('case') ?? '');
        if (call.text('case') !== undefined && caseId === null)
          return refused(call, '事案番号の書き方が違います。', 'The case number cannot be read.');
        const store = caseId === null ? null : await deps.watched();
        const indicators = [
          ...(await listsOf(deps, call, 'indicators')),
          ...(store === null || caseId === null ? [] : await store.indicators(caseId)),
        ];
        if (indicators.length === 0)
          return refused(call, '確認できた宛先（--indicators か --case）が要ります。', 'Name what is confirmed: --indicators or --case.');
        const allowed = [...(await listsOf(deps, call, 'allow')), ...(store === null ? [] : await store.allowed())];
        const found = await findOthers(engine, { period, indicators, allowed, zone, limit });
        if (!found.ok) return failed(call, found.error);
        const shown = await withComputers(engine, found.value);
        if (!shown.ok) return failed(call, shown.error);
        if (call.format !== 'words') call.out.json(shown.value);
        else {
          const { destinations, coverage } = shown.value;
          const linesLookedAt = coverage.sources.reduce((sum, source) => sum + source.looked, 0);
          const said = answerSentence(answerOf({ hits: destinations.length, linesLookedAt }));
          call.out.line(`${searchNames.others[call.lang]}: ${said[call.lang]}`);
          for (const one of destinations)
            call.out.row([
              one.score.toFixed(3),
              one.destination,
              one.computers.length,
              `${one.first} – ${one.last}`,
              one.reasons.map((reason) => reason[call.lang]).join(' / '),
            ]);
          for (const one of shown.value.computers) call.out.row([one.computer, one.addresses.join(' '), one.destinations.join(' ')]);
          for (const spot of coverage.notLookedAt) call.out.line(`  ${spot[call.lang]}`);
        }
        return 0;
      }),
  };
}

async function listsOf(deps: HuntCommandDeps, call: CommandCall, option: 'indicators' | 'allow'): Promise<readonly Indicator[]> {
  const lists = await Promise.all(
    call.texts(option).map(async (file) => readIndicators(decodeTextLeniently(await readFile(file)), deps.clock.now())),
  );
  for (const one of lists.flatMap((list) => list.refused)) call.out.note(`? ${one.line}: ${one.text} (${one.why[call.lang]})`);
  return lists.flatMap((list) => list.indicators);
}
