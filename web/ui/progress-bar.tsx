// SPDX-License-Identifier: Apache-2.0
import './styles/progress.css';

/** 0..1. The words beside it say rate and remaining time; the bar alone is never the message. */
export function ProgressBar({ label, value }: { readonly label: string; readonly value: number }) {
  const share = Math.min(1, Math.max(0, value));
  return <progress className="progress" aria-label={label} value={share} max={1} />;
}
