// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Reply, ReplyTemplateWire } from '../../../src/triage/reply/reply.contract.ts';
import { holdReply, releaseReply, triageKey, useReplies, useReplyTemplates, withdrawReply } from '../../api/triage.ts';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { useWho } from '../../journal/who.ts';
import { Failed, Pending } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { whyNot } from '../../journal/words/duty/why-not.ts';
import { triageWords } from '../../journal/words/triage.ts';
import { useMay } from '../../journal/person.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { sheetWords } from './words.ts';

type Place = { readonly caseId: string; readonly reportId: string };

/** The gate's own words where a reply was released and, being rehearsed, kept (src/outbox/gate.ts): nothing failed. */
const KEPT = /^(?:exercise|practice mode): /;

/** Every reply stands here until a named person lets it go. */
export function HeldReplies({ caseId, reportId, from }: Place & { readonly from: string }) {
  const w = useWords(sheetWords);
  const mayWork = useMay('work');
  const replies = useReplies(caseId);
  const templates = useReplyTemplates();
  if (replies.data === undefined || templates.data === undefined) {
    return <Pending on={[replies, templates]} lines={6} />;
  }
  const own = replies.data.replies.filter((reply) => reply.reportId === reportId);
  // A reply that was withdrawn asks for another one; beside one that stands the form would be taken for it.
  const stands = own.some(({ state }) => state !== 'withdrawn');
  const fresh = <NewReply caseId={caseId} reportId={reportId} from={from} templates={templates.data.templates} />;
  return (
    <div className="stack" style={{ gap: 24 }}>
      {own.length === 0 ? <p>{w.none}</p> : null}
      {own.map((reply) => (
        <HeldReply key={reply.replyId} caseId={caseId} reply={reply} mayWork={mayWork} />
      ))}
      {mayWork && !stands ? fresh : null}
      {mayWork && stands ? (
        <details className="no-print">
          <summary>{w.another}</summary>
          {fresh}
        </details>
      ) : null}
    </div>
  );
}

function HeldReply({ caseId, reply, mayWork }: { readonly caseId: string; readonly reply: Reply; readonly mayWork: boolean }) {
  const who = useWho();
  const w = useWords(sheetWords);
  const t = useWords(triageWords);
  const { lang } = useLang();
  const client = useQueryClient();
  const [withdrawing, setWithdrawing] = useState(false);
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const settle = async () => {
    setWithdrawing(false);
    await client.invalidateQueries({ queryKey: triageKey });
  };
  const kinds = [...new Set(reply.findings.map((finding) => finding.kind))];
  const overrides = kinds.map((kind) => ({ kind, reason: (reasons[kind] ?? '').trim() }));
  const release = useMutation({ mutationFn: () => releaseReply(caseId, reply.replyId, reply.digest, overrides), onSuccess: settle });
  const withdraw = useMutation({ mutationFn: (reason: string) => withdrawReply(caseId, reply.replyId, reason), onSuccess: settle });
  return (
    <article className="sheet held stack" aria-label={reply.subject}>
      <div className="spread">
        <h3>{reply.subject}</h3>
        <span className={`tag ${reply.state === 'held' ? 'tag-act' : 'tag-verified'}`}>{w[reply.state]}</span>
      </div>
      <FactList
        facts={[
          { name: w.to, value: reply.to },
          ...(reply.dueAt === null ? [] : [{ name: w.due, value: <When at={reply.dueAt} /> }]),
          ...(reply.releasedBy === null ? [] : [{ name: w.by, value: who(reply.releasedBy) }]),
          ...(reply.notSent === null ? [] : [{ name: KEPT.test(reply.notSent) ? w.kept : w.notSent, value: whyNot(reply.notSent, lang) }]),
        ]}
      />
      <p style={{ whiteSpace: 'pre-wrap' }}>{reply.text}</p>
      {reply.state === 'held' && kinds.length > 0 ? (
        <section className="stack" aria-label={w.findings}>
          <h4>{w.findings}</h4>
          {kinds.map((kind) => (
            <TextInput
              key={kind}
              label={`${t.findingKinds[kind]}: ${reply.findings
                .filter((finding) => finding.kind === kind)
                .map((finding) => finding.quote)
                .join(' / ')}`}
              description={w.override}
              value={reasons[kind] ?? ''}
              onChange={(event) => setReasons({ ...reasons, [kind]: event.currentTarget.value })}
            />
          ))}
        </section>
      ) : null}
      {release.error === null ? null : <Failed error={release.error} />}
      {mayWork && reply.state === 'held' ? (
        <div className="actions no-print">
          <Button
            className="act"
            variant="filled"
            loading={release.isPending}
            disabled={overrides.some((one) => one.reason === '')}
            onClick={() => release.mutate()}
          >
            {w.release}
          </Button>
          <Button onClick={() => setWithdrawing(true)}>{w.withdraw}</Button>
        </div>
      ) : null}
      {withdrawing ? (
        <ReasonDialog
          title={w.withdraw}
          draft={`triage.withdraw.${reply.replyId}`}
          confirm={w.withdraw}
          pending={withdraw.isPending}
          error={withdraw.error}
          onConfirm={(reason, clear) => withdraw.mutate(reason, { onSuccess: clear })}
          onClose={() => setWithdrawing(false)}
        />
      ) : null}
    </article>
  );
}

function NewReply(props: Place & { readonly from: string; readonly templates: readonly ReplyTemplateWire[] }) {
  const w = useWords(sheetWords);
  const { lang } = useLang();
  const { two } = useSay();
  const client = useQueryClient();
  const address = /[^\s<>"]+@[^\s<>"]+/.exec(props.from)?.[0] ?? '';
  const [to, setTo] = useState(address);
  const [template, setTemplate] = useState('receipt');
  const ready = props.templates.find((one) => one.id === template);
  const [edited, setEdited] = useState<{ subject: string; text: string } | null>(null);
  const subject = edited?.subject ?? (ready === undefined ? '' : ready.subject[lang]);
  const text = edited?.text ?? (ready === undefined ? '' : ready.text[lang]);
  const hold = useMutation({
    mutationFn: () => holdReply(props.caseId, { reportId: props.reportId, template, to, lang, subject, text }, null),
    onSuccess: async () => {
      setEdited(null);
      await client.invalidateQueries({ queryKey: triageKey });
    },
  });
  return (
    <form
      className="stack no-print"
      aria-label={w.hold}
      onSubmit={(event) => {
        event.preventDefault();
        hold.mutate();
      }}
    >
      <NativeSelect
        label={w.template}
        value={template}
        data={props.templates.map((one) => ({ value: one.id, label: two(one.name) }))}
        onChange={(event) => {
          setTemplate(event.currentTarget.value);
          setEdited(null);
        }}
      />
      <TextInput label={w.to} type="email" required value={to} onChange={(event) => setTo(event.currentTarget.value)} />
      <TextInput
        label={w.subject}
        required
        maxLength={500}
        value={subject}
        onChange={(event) => setEdited({ subject: event.currentTarget.value, text })}
      />
      <Textarea
        label={w.text}
        required
        autosize
        minRows={6}
        maxLength={20_000}
        value={text}
        onChange={(event) => setEdited({ subject, text: event.currentTarget.value })}
      />
      {hold.error === null ? null : <Failed error={hold.error} />}
      <div className="actions">
        <Button type="submit" loading={hold.isPending}>
          {w.hold}
        </Button>
      </div>
    </form>
  );
}
