/** Temperatures in the user's unit and the user's way to write them. */

export function toCelsius(value: number, unit: string): number {
  return unit === "°F" ? ((value - 32) * 5) / 9 : value;
}

export function fromCelsius(valueC: number, unit: string): number {
  return unit === "°F" ? (valueC * 9) / 5 + 32 : valueC;
}

/** A difference of `c` kelvins in the user's unit. */
export function span(c: number, unit: string): number {
  return unit === "°F" ? (c * 9) / 5 : c;
}

export function number(value: unknown): number | undefined {
  const read = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof read === "number" && Number.isFinite(read) ? read : undefined;
}

export function moment(value: unknown): number | undefined {
  const read = typeof value === "string" ? Date.parse(value) : NaN;
  return Number.isFinite(read) ? read : undefined;
}

/** Seconds of "H:MM:SS". */
export function duration(value: unknown): number | undefined {
  if (typeof value !== "string" || !/^(\d+ days?, )?\d+:\d\d:\d\d$/.test(value)) {
    return undefined;
  }
  const [seconds = 0, minutes = 0, hours = 0] = value.replace(/^.*, /, "").split(":").map(Number).reverse();
  return (hours * 60 + minutes) * 60 + seconds;
}

/** "12:05"; from an hour on "1:02:05". */
export function countdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds - 0.001));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  const two = (part: number): string => String(part).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

const SEPARATORS: Record<string, string> = {
  comma_decimal: "en-US",
  decimal_comma: "de",
  space_comma: "fr",
  quote_decimal: "de-CH",
};

export interface Locale {
  language: string;
  number_format?: string;
  time_format?: string;
  time_zone?: string;
}

const numberFormats = new Map<string, Intl.NumberFormat>();

export function formatNumber(value: number, locale: Locale, digits: number): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false };
  const language =
    locale.number_format === "none" ? "en-US" : (SEPARATORS[locale.number_format ?? ""] ?? locale.language);
  const key = `${language} ${digits}`;
  let format = numberFormats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(language, options);
    numberFormats.set(key, format);
  }
  return format.format(value);
}

export function formatTemperature(valueC: number, unit: string, locale: Locale, digits = 1): string {
  return `${formatNumber(fromCelsius(valueC, unit), locale, digits)} ${unit}`;
}

/** Hours and minutes, in the server's time zone where the user wants that. */
export function formatTime(ms: number, locale: Locale, serverZone?: string): string {
  const options: Intl.DateTimeFormatOptions = { hour: "numeric", minute: "2-digit" };
  if (locale.time_format === "12" || locale.time_format === "24") {
    options.hourCycle = locale.time_format === "12" ? "h12" : "h23";
  }
  return formatted(ms, options, locale, serverZone);
}

/** Day and month, as short as it gets. */
export function formatDate(ms: number, locale: Locale, serverZone?: string): string {
  return formatted(ms, { day: "numeric", month: "short" }, locale, serverZone);
}

export function formatDay(ms: number, locale: Locale, serverZone?: string): string {
  return formatted(ms, { weekday: "short", day: "numeric", month: "short" }, locale, serverZone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatted(ms: number, wanted: Intl.DateTimeFormatOptions, locale: Locale, serverZone?: string): string {
  const zone = zoneOf(locale, serverZone);
  const options = zone === undefined ? wanted : { ...wanted, timeZone: zone };
  const key = JSON.stringify([locale.language, options]);
  // Making one takes far longer than using it.
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale.language, options);
    formats.set(key, format);
  }
  return format.format(ms);
}

function zoneOf(locale: Locale, serverZone?: string): string | undefined {
  return locale.time_zone === "server" ? serverZone : undefined;
}
