/** Colours and shapes of all cards. Own colours where a theme could fall short of readable. */
import { css } from "lit";

/** For cards; what stands inside of them inherits, so that light and dark are decided in one place. */
export const palette = css`
  :host {
    --hp-heat: #b93a06;
    --hp-on-heat: #ffffff;
    --hp-stop: #b3261e;
    --hp-on-stop: #ffffff;
    --hp-good: #1b6e36;
    --hp-line: var(--divider-color, #c8c8c8);
    --hp-text: var(--primary-text-color, #141414);
    --hp-soft: var(--secondary-text-color, #5e5e5e);
    --hp-back: var(--ha-card-background, var(--card-background-color, #ffffff));
    --hp-field: rgba(120, 120, 120, 0.12);
    --hp-target: 44px;
  }
  :host([dark]) {
    --hp-heat: #ff9b6a;
    --hp-on-heat: #2b0e00;
    --hp-stop: #ffb4ab;
    --hp-on-stop: #480003;
    --hp-good: #8fd6a3;
  }
  :host([kiosk]) {
    --hp-target: 56px;
    font-size: 1.25em;
  }
`;

export const shared = css`
  :host {
    display: block;
    color: var(--hp-text);
  }
  * {
    box-sizing: border-box;
  }
  ha-card {
    display: block;
    height: 100%;
    overflow: hidden;
  }
  .card {
    padding: 16px;
    display: flex;
    flex-direction: column;
    gap: 14px;
    line-height: 1.4;
  }
  :host,
  .card > * {
    min-width: 0;
  }
  h2 {
    margin: 0;
    font-size: 1.25em;
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  h3 {
    margin: 0;
    font-size: 1em;
    font-weight: 500;
  }
  p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .soft {
    color: var(--hp-soft);
    font-size: 0.9em;
  }
  button,
  select,
  summary,
  input[type="text"],
  textarea {
    font: inherit;
    color: inherit;
    min-height: var(--hp-target);
  }
  button {
    border: 1px solid var(--hp-line);
    border-radius: 12px;
    background: var(--hp-field);
    padding: 8px 16px;
    cursor: pointer;
    touch-action: manipulation;
  }
  button:disabled {
    cursor: default;
    color: var(--hp-soft);
    border-style: dashed;
  }
  button.start {
    background: var(--hp-heat);
    color: var(--hp-on-heat);
    border-color: transparent;
    font-weight: 500;
    font-size: 1.1em;
  }
  button.stop {
    background: var(--hp-stop);
    color: var(--hp-on-stop);
    border-color: transparent;
    font-weight: 600;
    font-size: 1.15em;
    min-height: max(var(--hp-target), 52px);
  }
  button.stop.quiet {
    background: none;
    color: var(--hp-stop);
    border: 2px solid var(--hp-stop);
  }
  button.small {
    min-height: min(var(--hp-target), 48px);
    padding: 4px 12px;
  }
  button:focus-visible,
  select:focus-visible,
  summary:focus-visible,
  input:focus-visible,
  textarea:focus-visible,
  .chip input:focus-visible + span {
    outline: 3px solid var(--hp-text);
    outline-offset: 2px;
  }
  select,
  input[type="text"],
  textarea {
    color: var(--hp-text);
    border: 1px solid var(--hp-soft);
    border-radius: 10px;
    background: var(--hp-back);
    padding: 6px 10px;
    max-width: 100%;
  }
  summary {
    cursor: pointer;
    display: flex;
    align-items: center;
    gap: 8px;
    border-radius: 8px;
  }
  summary::before {
    content: "▸";
    content: "▸" / "";
  }
  details[open] > summary::before {
    content: "▾";
    content: "▾" / "";
  }
  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
    min-width: 0;
  }
  legend {
    padding: 0;
    margin-block-end: 6px;
    color: var(--hp-soft);
    font-size: 0.9em;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .chip {
    position: relative;
    flex: 1 1 auto;
    min-width: var(--hp-target);
  }
  .chip input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .chip span {
    display: flex;
    align-items: center;
    justify-content: center;
    min-height: var(--hp-target);
    padding: 4px 10px;
    border: 1px solid var(--hp-soft);
    border-radius: 12px;
    text-align: center;
  }
  .chip input:checked + span {
    border-color: var(--hp-heat);
    box-shadow: inset 0 0 0 2px var(--hp-heat);
    font-weight: 600;
  }
  .chip input:checked + span::before {
    content: "✓";
    content: "✓" / "";
    margin-inline-end: 6px;
  }
  .notice {
    border: 1px solid var(--hp-soft);
    border-radius: 12px;
    padding: 10px 14px;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }
  .notice.strong {
    border: 2px solid var(--hp-stop);
    font-weight: 500;
  }
  .help p {
    max-width: 60ch;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  table {
    border-collapse: collapse;
    width: 100%;
    font-size: 0.9em;
  }
  th,
  td {
    text-align: start;
    padding: 4px 8px 4px 0;
    border-block-end: 1px solid var(--hp-line);
    vertical-align: top;
    overflow-wrap: anywhere;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
      animation: none !important;
    }
  }
`;
