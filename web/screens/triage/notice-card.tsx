// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { releaseNotice, triageKey, useNoticePreview } from '../../api/triage.ts';
import { Failed, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { useLang, useWords } from '../../lang/lang.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { noticeWords } from './notice-words.ts';

/** What would go to the staff, whether it can leave, to how many, and that it cannot be called back. Released in one's own name. */
export function NoticeCard({ caseId, reportId }: { readonly caseId: string; readonly reportId: string }) {
  const w = useWords(noticeWords);
  const { lang } = useLang();
  const mayWork = useMay('work');
  const client = useQueryClient();
  const preview = useNoticePreview(caseId, reportId);
  const release = useMutation({
    mutationFn: () => releaseNotice(caseId, reportId),
    onSuccess: () => client.invalidateQueries({ queryKey: triageKey }),
  });
  if (preview.data === undefined) return <Pending on={preview} lines={6} />;
  const { people, withoutAddress, mail, links, text } = preview.data;
  const ready = mail !== 'not-set-up';
  return (
    <article className="sheet held stack" aria-label={w.title}>
      <div className="spread">
        <h3>{w.title}</h3>
        <span className={`tag ${ready ? 'tag-line' : 'tag-act'}`}>{w.mail[mail]}</span>
      </div>
      <FactList
        facts={[
          { name: w.to, value: w.people(people, withoutAddress) },
          { name: w.channel, value: w.mailLong[mail] },
          { name: w.answers, value: links ? w.linksReady : w.linksMissing },
          { name: w.undo, value: w.undoNot },
        ]}
      />
      <p style={{ whiteSpace: 'pre-wrap' }}>{text[lang]}</p>
      <details>
        <summary>{w.otherLanguage}</summary>
        <p style={{ whiteSpace: 'pre-wrap' }}>{text[lang === 'ja' ? 'en' : 'ja']}</p>
      </details>
      {release.error === null ? null : <Failed error={release.error} />}
      {mayWork ? (
        <div className="actions no-print">
          <Button className="act" variant="filled" loading={release.isPending} onClick={() => release.mutate()}>
            {ready ? w.release : w.listOnly}
          </Button>
        </div>
      ) : null}
    </article>
  );
}
