// SPDX-License-Identifier: Apache-2.0
import { Checkbox, Tabs } from '@mantine/core';
import { useState } from 'react';
import type { ReportSheet } from '../../../src/intake/contract.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { reportWords } from '../../journal/words/reports.ts';
import { When } from '../../components/when.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import type { Fact } from '../../ui/fact-list.tsx';
import { SourceTab } from './source-tab.tsx';
import { endpoints } from '../../../src/intake/contract.ts';

type Address = ReportSheet['to'][number];

const join = (addresses: readonly Address[]) =>
  addresses.map((one) => (one.name === '' ? one.address : `${one.name} <${one.address}>`)).join(', ');

/** The mail as it says of itself. Text is text; HTML stands in a frame that can run nothing and reach nothing. */
export function MailView({ sheet }: { readonly sheet: ReportSheet }) {
  const w = useWords(reportWords);
  const facts: Fact[] = [
    { name: w.columns.from, value: sheet.from === '' ? w.noFrom : sheet.from },
    ...(sheet.to.length === 0 ? [] : [{ name: w.to, value: join(sheet.to) }]),
    ...(sheet.cc.length === 0 ? [] : [{ name: w.cc, value: join(sheet.cc) }]),
    ...(sheet.replyTo.length === 0 ? [] : [{ name: w.replyTo, value: join(sheet.replyTo) }]),
    ...(sheet.date === null ? [] : [{ name: w.date, value: <When at={sheet.date} /> }]),
    { name: w.receivedAt, value: <When at={sheet.receivedAt} /> },
  ];
  return (
    <section className="stack" aria-label={w.mail}>
      <FactList facts={facts} />
      {sheet.readable ? null : (
        <p className="error-three" role="note">
          {w.unreadable}
        </p>
      )}
      <Tabs defaultValue={sheet.readable ? (sheet.text.trim() === '' && sheet.hasHtml ? 'html' : 'text') : 'source'} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="text">{w.tabs.text}</Tabs.Tab>
          {sheet.hasHtml ? <Tabs.Tab value="html">{w.tabs.html}</Tabs.Tab> : null}
          <Tabs.Tab value="attachments">
            {w.tabs.attachments} {sheet.attachments.length === 0 ? '' : sheet.attachments.length}
          </Tabs.Tab>
          <Tabs.Tab value="headers">{w.tabs.headers}</Tabs.Tab>
          <Tabs.Tab value="source">{w.tabs.source}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="text" pt="md">
          {sheet.text.trim() === '' ? <p className="quiet">{w.noText}</p> : <pre className="mail-text">{sheet.text}</pre>}
          {sheet.textTruncated ? <p className="quiet">{w.textCut}</p> : null}
        </Tabs.Panel>
        <Tabs.Panel value="html" pt="md">
          <HtmlFrame sheet={sheet} />
        </Tabs.Panel>
        <Tabs.Panel value="attachments" pt="md">
          <Attachments sheet={sheet} />
        </Tabs.Panel>
        <Tabs.Panel value="headers" pt="md">
          <dl className="facts small">
            {sheet.headers.map((header, index) => (
              <HeaderRow key={`${index}-${header.name}`} name={header.name} value={header.value} />
            ))}
          </dl>
        </Tabs.Panel>
        <Tabs.Panel value="source" pt="md">
          <SourceTab reportId={sheet.reportId} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

/** The mail's own pictures stay closed until somebody asks; nothing is ever fetched from elsewhere. */
function HtmlFrame({ sheet }: { readonly sheet: ReportSheet }) {
  const w = useWords(reportWords);
  const [pictures, setPictures] = useState(false);
  const has = sheet.attachments.some((attachment) => attachment.embedded);
  return (
    <>
      <p className="small quiet">{w.htmlNote}</p>
      {has ? (
        <Checkbox
          size="sm"
          label={w.showPictures}
          description={w.showPicturesNote}
          checked={pictures}
          onChange={(event) => setPictures(event.currentTarget.checked)}
        />
      ) : null}
      <iframe
        className="mail-frame"
        sandbox=""
        referrerPolicy="no-referrer"
        title={w.htmlTitle}
        src={endpoints.reportHtml.at({ reportId: sheet.reportId }, { pictures: pictures ? 'shown' : null })}
      />
    </>
  );
}

function HeaderRow({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt className="mono">{name}</dt>
      <dd className="mono">{value}</dd>
    </>
  );
}

function Attachments({ sheet }: { readonly sheet: ReportSheet }) {
  const w = useWords(reportWords);
  const say = useSay();
  if (sheet.attachments.length === 0) return <p className="quiet">{w.noAttachments}</p>;
  return (
    <div className="stack">
      <p className="quiet small">{w.attachmentNote}</p>
      {sheet.attachments.map((attachment) => (
        <div key={attachment.index} className="sheet stack" style={{ gap: 4 }}>
          <strong>{attachment.fileName}</strong>
          <span className="small quiet">
            {attachment.contentType} · {say.bytes(attachment.bytes)}
          </span>
          <span className="mono small">SHA-256 {attachment.sha256}</span>
          <a className="small" download href={endpoints.attachment.at({ reportId: sheet.reportId, index: attachment.index })}>
            {w.download}
          </a>
        </div>
      ))}
    </div>
  );
}
