/** Finds out whether page and integration are of the same version: either may be older after an update. */
import type { Hass } from "../hass";

export const CARD_VERSION = __VERSION__;

let integration: string | undefined;
let asking: Promise<void> | undefined;

/** The integration's version where it differs from the card's. */
export function otherVersion(): string | undefined {
  return integration === undefined || integration === CARD_VERSION ? undefined : integration;
}

export function checkVersion(hass: Hass, again = false): Promise<void> {
  if (asking === undefined || again) {
    asking = hass
      .callWS<{ version?: string }>({ type: "manifest/get", integration: "heating_pad" })
      .then((manifest) => {
        integration = manifest.version;
      })
      .catch(() => undefined);
  }
  return asking;
}
