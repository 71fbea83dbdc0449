// SPDX-License-Identifier: Apache-2.0
import { Fragment } from 'react';
import { blocksOf, spansOf } from './marked-blocks.ts';
import type { Block } from './marked-blocks.ts';

/** What a person wrote in Markdown; nothing of it becomes a link, a picture or HTML. */
export function Marked({ text }: { readonly text: string }) {
  return (
    <div className="marked">
      {blocksOf(text).map((block, at) => (
        <One key={at} block={block} />
      ))}
    </div>
  );
}

function One({ block }: { readonly block: Block }) {
  const lines = block.lines.map((line, at) => <Line key={at} text={line} />);
  if (block.is === 'list') {
    const items = lines.map((line, at) => <li key={at}>{line}</li>);
    return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
  }
  if (block.is === 'code') return <pre>{block.lines.join('\n')}</pre>;
  const broken = lines.map((line, at) => (
    <Fragment key={at}>
      {at === 0 ? null : <br />}
      {line}
    </Fragment>
  ));
  if (block.is === 'heading') return <p className="strong">{broken}</p>;
  return block.is === 'quote' ? <blockquote>{broken}</blockquote> : <p>{broken}</p>;
}

function Line({ text }: { readonly text: string }) {
  return spansOf(text).map((span, at) => {
    if (span.is === 'strong') return <strong key={at}>{span.text}</strong>;
    if (span.is === 'code') return <code key={at}>{span.text}</code>;
    return <Fragment key={at}>{span.text}</Fragment>;
  });
}
