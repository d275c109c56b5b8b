/**
 * A button that has to be held, so that no child or cat presses it.
 *
 * Fingers, mouse and keys hold it for two seconds. Assistive technology cannot hold: its press arms the button, and a
 * second one within five seconds confirms.
 */
import { LitElement, css, html, type TemplateResult } from "lit";
import { shared } from "./styles";

export const HOLD_MS = 2000;
const ARMED_MS = 5000;
const HOLD_KEYS = ["Enter", " "];

export class HoldButton extends LitElement {
  static override properties = {
    label: { type: String },
    hint: { type: String },
    held: { type: Boolean },
    disabled: { type: Boolean },
    pressing: { state: true },
  };

  static override styles = [
    shared,
    css`
      button {
        position: relative;
        width: 100%;
        min-height: max(var(--hp-target), 52px);
        overflow: hidden;
        user-select: none;
        -webkit-user-select: none;
        -webkit-touch-callout: none;
      }
      .fill {
        position: absolute;
        inset-block-end: 0;
        inset-inline-start: 0;
        height: 6px;
        width: 0;
        background: currentColor;
      }
      .pressing .fill {
        width: 100%;
        transition: width 2s linear;
      }
      small {
        display: block;
        font-weight: 400;
      }
    `,
  ];

  declare label: string;
  declare hint: string;
  /** Whether it has to be held; otherwise it is a plain button. */
  declare held: boolean;
  declare disabled: boolean;
  declare private pressing: boolean;

  private timer: ReturnType<typeof setTimeout> | undefined;
  private armedUntil = 0;
  /** A finger or mouse went down here, so that a click that follows is not from assistive technology. */
  private touched = false;

  constructor() {
    super();
    this.label = "";
    this.hint = "";
    this.held = false;
    this.disabled = false;
    this.pressing = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.release();
  }

  override focus(): void {
    this.renderRoot.querySelector("button")?.focus();
  }

  protected override render(): TemplateResult {
    return html`<button
      type="button"
      class="start ${this.pressing ? "pressing" : ""}"
      ?disabled=${this.disabled}
      @click=${this.clicked}
      @pointerdown=${this.touch}
      @pointerup=${this.release}
      @pointerleave=${this.leave}
      @pointercancel=${this.leave}
      @keydown=${this.key}
      @keyup=${this.keyUp}
      @blur=${this.release}
      @contextmenu=${this.noMenu}
    >
      ${this.label}${this.held ? html`<small>${this.hint}</small>` : ""}<span class="fill"></span>
    </button>`;
  }

  private readonly touch = (): void => {
    this.touched = true;
    this.press();
  };

  private readonly leave = (): void => {
    this.touched = false;
    this.release();
  };

  private readonly press = (): void => {
    if (!this.held || this.disabled || this.timer !== undefined) {
      return;
    }
    this.pressing = true;
    this.timer = setTimeout(() => {
      this.release();
      this.confirm();
    }, HOLD_MS);
  };

  private readonly release = (): void => {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.pressing = false;
  };

  private readonly key = (key: KeyboardEvent): void => {
    if (this.held && HOLD_KEYS.includes(key.key)) {
      // No click while it is held down.
      key.preventDefault();
      this.press();
    }
  };

  private readonly keyUp = (key: KeyboardEvent): void => {
    if (this.held && HOLD_KEYS.includes(key.key)) {
      // Some browsers click when the space bar comes up.
      key.preventDefault();
    }
    this.release();
  };

  private readonly clicked = (): void => {
    const { touched } = this;
    this.touched = false;
    if (!this.held) {
      this.confirm();
      return;
    }
    if (touched) {
      return;
    }
    const now = performance.now();
    if (now < this.armedUntil) {
      this.armedUntil = 0;
      this.confirm();
    } else {
      this.armedUntil = now + ARMED_MS;
    }
  };

  private readonly noMenu = (menu: Event): void => {
    if (this.held) {
      menu.preventDefault();
    }
  };

  private confirm(): void {
    this.dispatchEvent(new CustomEvent("confirmed"));
  }
}
