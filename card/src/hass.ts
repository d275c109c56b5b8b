/** What the cards use of Home Assistant's `hass` object. */

export interface HassState {
  entity_id: string;
  state: string;
  last_changed: string;
  last_updated: string;
  attributes: Record<string, unknown>;
}

export interface HassEntityEntry {
  entity_id: string;
  device_id?: string | null;
  platform?: string;
  translation_key?: string | null;
}

export interface HassDevice {
  id: string;
  name?: string | null;
  name_by_user?: string | null;
  via_device_id?: string | null;
}

export interface HassConnection {
  addEventListener(kind: string, listener: () => void): void;
  removeEventListener(kind: string, listener: () => void): void;
}

export interface ActionTarget {
  entity_id: string;
}

export type Localize = (key: string, values?: Record<string, string | number>) => string;

export interface Hass {
  states: Record<string, HassState | undefined>;
  entities: Record<string, HassEntityEntry | undefined>;
  devices: Record<string, HassDevice | undefined>;
  config: { unit_system: { temperature: string }; time_zone?: string; state?: string };
  locale: { language: string; number_format?: string; time_format?: string; time_zone?: string };
  language: string;
  connected: boolean;
  connection?: HassConnection;
  localize: Localize;
  hassUrl?: (path: string) => string;
  loadBackendTranslation?: (category: string, integration: string) => Promise<Localize>;
  callWS<T>(message: Record<string, unknown>): Promise<T>;
  callService(
    domain: string,
    service: string,
    data?: Record<string, unknown>,
    target?: ActionTarget,
    notifyOnError?: boolean,
    returnResponse?: boolean,
  ): Promise<{ response?: unknown }>;
}

/** A state that says nothing. */
export function isSilent(state: HassState | undefined): boolean {
  return state === undefined || state.state === "unavailable" || state.state === "unknown";
}
